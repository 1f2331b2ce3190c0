import type { Draft } from './draft.ts';
import { laidOut } from './layout.ts';

/** What a migration's file is called in its code, in which language, and where its base class comes from. */
export interface MigrationStyle {
  readonly name: string;
  readonly title: string;
  readonly isTyped: boolean;
  readonly library: string;
}

/** The file of a migration. */
export function sourceOf({ name, title, isTyped, library }: MigrationStyle, { up, down }: Draft): string {
  const method = (direction: string, statements: readonly string[]): string => {
    const head = isTyped ? `override ${direction}(): void` : `${direction}()`;
    return [
      `  ${head} {`,
      ...statements.map((sql) => `    this.addSql(${literal(laidOut(sql))});`),
      '  }',
    ].join('\n');
  };
  const methods = [method('up', up), ...(down === undefined ? [] : [method('down', down)])];
  return `import { Migration } from '${library}';

/** ${title}. */
export class ${name} extends Migration {
${methods.join('\n\n')}
}
`;
}

const literal = (sql: string): string => `\`${sql.replaceAll(/[\\`]|\$(?=\{)/g, '\\$&')}\``;
