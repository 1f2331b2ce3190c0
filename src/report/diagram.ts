import type { DatabaseTable } from '@mikro-orm/postgresql';

type ForeignKey = ReturnType<DatabaseTable['getForeignKeys']>[string];
type Column = ReturnType<DatabaseTable['getColumns']>[number];

/** What nearly every table has, and no picture needs. */
const AUDIT = ['version', 'created_at', 'updated_at', 'created_by', 'updated_by', 'properties'];

/**
 * Tables as a Mermaid diagram, with the tables that they point to; audit columns and the keys over them are
 * left out.
 *
 * @param columns whether to show the columns
 */
export const entityDiagram = (
  tables: readonly DatabaseTable[],
  { columns }: { readonly columns: boolean },
): string =>
  [
    'erDiagram',
    ...tables.flatMap((table) => (columns ? entity(table) : [`  ${table.name}`])),
    ...tables.flatMap(relations),
  ].join('\n');

function entity(table: DatabaseTable): string[] {
  const columns = table.getColumns().filter(({ name }) => !AUDIT.includes(name));
  return [`  ${table.name} {`, ...columns.map((column) => `    ${attribute(table, column)}`), '  }'];
}

function attribute(table: DatabaseTable, { name, type, primary }: Column): string {
  const keys = [
    ...(primary ? ['PK'] : []),
    ...(shownKeys(table).some(({ columnNames }) => columnNames.includes(name)) ? ['FK'] : []),
    ...(!primary && isUnique(table, [name]) ? ['UK'] : []),
  ];
  // A type is one word to Mermaid, and holds no comma.
  const word = type.replace(/[^\w()[\]-]+/g, '_');
  return [word, name, ...(keys.length > 0 ? [keys.join(', ')] : [])].join(' ');
}

const relations = (table: DatabaseTable): string[] =>
  shownKeys(table).map((key) => {
    const { columnNames: columns } = key;
    const isOptional = columns.some((name) => table.getColumn(name)?.nullable);
    const many = isUnique(table, columns) ? 'o|' : 'o{';
    return `  ${targetOf(key)} ${isOptional ? '|o' : '||'}--${many} ${table.name} : "${columns.join(', ')}"`;
  });

/** A key that is part of another one to the same table says nothing more. */
function shownKeys(table: DatabaseTable): ForeignKey[] {
  const keys = Object.values(table.getForeignKeys()).filter(
    ({ columnNames }) => !columnNames.every((name) => AUDIT.includes(name)),
  );
  const isPart = (key: ForeignKey, other: ForeignKey): boolean =>
    key !== other &&
    targetOf(key) === targetOf(other) &&
    key.columnNames.every((name) => other.columnNames.includes(name));
  return keys.filter((key) => !keys.some((other) => isPart(key, other)));
}

const targetOf = ({ referencedTableName }: ForeignKey): string =>
  referencedTableName.replace(/^public\./, '');

/** Whether no two rows have the same values there; rows with a null do not count. */
const isUnique = (table: DatabaseTable, columns: readonly string[]): boolean =>
  table
    .getIndexes()
    .some(
      ({ unique, columnNames, where }) =>
        unique &&
        columnNames.every((name) => columns.includes(name)) &&
        (where === undefined || columns.some((name) => where === `${name} is not null`)),
    );
