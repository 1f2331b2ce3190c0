import type { Draft } from './draft.ts';
import { laidOut } from './layout.ts';

/** The file of a migration. */
export function sourceOf(name: string, title: string, { up, down }: Draft, isTyped: boolean): string {
  const method = (direction: string, statements: readonly string[]): string => {
    const head = isTyped ? `override ${direction}(): void` : `${direction}()`;
    return [
      `  ${head} {`,
      ...statements.map((sql) => `    this.addSql(${literal(laidOut(sql))});`),
      '  }',
    ].join('\n');
  };
  const methods = [method('up', up), ...(down === undefined ? [] : [method('down', down)])];
  return `import { Migration } from '@mikro-orm/migrations';

/** ${title}. */
export class ${name} extends Migration {
${methods.join('\n\n')}
}
`;
}

const literal = (sql: string): string => `\`${sql.replaceAll(/[\\`]|\$(?=\{)/g, '\\$&')}\``;
