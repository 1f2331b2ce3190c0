import { sqlType } from '../load/types/sql-type.ts';
import { keyLiteral, textLiteral } from './literal.ts';
import { Names, relationsOf } from './names.ts';
import type { ColumnStructure, DatabaseStructure, TableStructure } from './structure.ts';

/**
 * The rows of all tables as TypeScript, for `deriveDomain<Tables>`: an interface for each, called like its entity, and
 * `Tables`, which has them by factory.
 *
 * @example writeFileSync('seedbed/tables.ts', tableTypes(structure));
 */
export function tableTypes(structure: DatabaseStructure): string {
  const names = new Names(structure);
  const tables = new Map(structure.tables.map((table) => [table.name, table]));
  const interfaces = structure.tables.map((table) => interfaceOf(table, tables, names));
  const entries = structure.tables.map(
    ({ name }) => `  ${keyLiteral(names.factoryOf(name))}: ${names.classOf(name)};`,
  );
  const isComputed = structure.tables.some(({ columns }) =>
    columns.some(({ computed }) => computed !== undefined),
  );
  const imports = `import type { ${isComputed ? 'Generated, ' : ''}PrimaryKeyProp } from 'seedbed';`;
  const all = `export interface Tables {\n${entries.join('\n')}\n}`;
  const head = '// Written by `npx seedbed init`, anew each time.';
  return `${[head, imports, ...interfaces, all].join('\n\n')}\n`;
}

function interfaceOf(
  table: TableStructure,
  tables: ReadonlyMap<string, TableStructure>,
  names: Names,
): string {
  const relations = relationsOf(table, tables);
  const propertyOf = (column: string): string => names.propertyOf(table.name, column);
  const lines = table.columns.map((column) => {
    const target = relations.get(column.name)?.table;
    const type = target === undefined ? typeOf(column) : names.classOf(target);
    const isNull = column.nullable && type !== 'unknown';
    return `  ${keyLiteral(propertyOf(column.name))}: ${type}${isNull ? ' | null' : ''};`;
  });
  const key = table.primary.map((column) => textLiteral(propertyOf(column)));
  const [only, ...others] = key;
  if (only !== undefined)
    lines.unshift(`  [PrimaryKeyProp]?: ${others.length === 0 ? only : `[${key.join(', ')}]`};`);
  return `export interface ${names.classOf(table.name)} {\n${lines.join('\n')}\n}`;
}

function typeOf({ over, labels, computed }: ColumnStructure): string {
  const { name, isArray } = sqlType(over);
  const one = labels ? labels.map(textLiteral).join(' | ') : (TYPES[name] ?? 'string');
  const type = isArray
    ? labels
      ? `(${one})[]`
      : `${TYPES[name] === undefined ? 'string' : 'unknown'}[]`
    : one;
  return computed === undefined ? type : `Generated<${type}>`;
}

/** What entities have, by the type of the column; of all others, a text. */
const TYPES: Readonly<Record<string, string>> = {
  smallint: 'number',
  int: 'number',
  bigint: 'bigint',
  real: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  timestamp: 'Date',
  timestamptz: 'Date',
  json: 'unknown',
  jsonb: 'unknown',
  bytea: 'Uint8Array',
};
