import { SeedbedError } from '../errors/error.ts';
import { valueIn } from './admitted.ts';
import type { ColumnStructure, ForeignKeyStructure, TableStructure } from './structure.ts';

/** @throws `unknown_name` */
export function columnNamed({ name: table, columns }: TableStructure, name: string): ColumnStructure {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  throw new SeedbedError('unknown_name', {
    message: `The table '${table}' has no column '${name}'.`,
    details: { table, column: name },
  });
}

/** Whether a column belongs to a key of another table. */
export const isReference = (table: TableStructure, column: string): boolean =>
  givenKeys(table).some(({ columns }) => columns.includes(column));

/** The keys of a table whose columns can be given: the database computes none of them. */
export const givenKeys = (table: TableStructure): readonly ForeignKeyStructure[] =>
  table.foreignKeys.filter(({ columns }) =>
    columns.every((name) => columnNamed(table, name).computed === undefined),
  );

/** Whether a check is about two keys to one table: it may keep them apart. */
export function areCompared(
  { checks }: TableStructure,
  one: ForeignKeyStructure,
  other: ForeignKeyStructure,
): boolean {
  if (one === other || one.table !== other.table) return false;
  // The columns that both have make no difference.
  const differing = [...one.columns, ...other.columns].filter(
    (name) => !(one.columns.includes(name) && other.columns.includes(name)),
  );
  return (
    differing.length > 0 && checks.some(({ columns }) => differing.every((name) => columns.includes(name)))
  );
}

/** The columns of the keys of a table, the primary one first. */
export const keysOf = ({ primary, uniques }: TableStructure): readonly (readonly string[])[] => [
  ...(primary.length > 0 ? [primary] : []),
  ...uniques.map(({ columns }) => columns),
];

/** Whether a column makes rows differ: of each key, one that can does. */
export const isUnique = (column: string, table: TableStructure): boolean =>
  keysOf(table).some((columns) => carrierOf(columns, table) === column);

/**
 * Of the columns of a key, the one that takes another value in each row, if there is one: not a reference, and not one
 * of few values. Rather none that a check is about, nor a time.
 */
export function carrierOf(columns: readonly string[], table: TableStructure): string | undefined {
  const checked = new Set(table.checks.flatMap((check) => check.columns));
  const cost = ({ name, over }: ColumnStructure): number =>
    (checked.has(name) ? 2 : 0) + (/^(timestamp|date|json)/.test(over) ? 1 : 0);
  const [best] = columns
    .filter((name) => !isReference(table, name) && !fewValues(table, name))
    .map((name) => columnNamed(table, name))
    .sort((a, b) => cost(a) - cost(b));
  return best?.name;
}

/** Whether only one row may be without a column that tells rows apart. */
export const isFilled = (column: string, table: TableStructure): boolean =>
  table.uniques.some(({ nullsEqual, columns }) => nullsEqual && carrierOf(columns, table) === column);

/** Whether the texts of a column are drawn from a regular expression: two of them may be the same. */
export function isOfPattern({ admitted }: TableStructure, name: string): boolean {
  const place = admitted?.columns.indexOf(name) ?? -1;
  return admitted?.rows.some((row) => row[place] && 'pattern' in row[place]) ?? false;
}

/** All values of a column that has few: labels, true and false, or those that checks have left. */
export function fewValues(table: TableStructure, name: string): readonly unknown[] | undefined {
  const column = columnNamed(table, name);
  if (isReference(table, name)) return undefined;
  const place = table.admitted?.columns.indexOf(name) ?? -1;
  if (place >= 0 && keysOf(table).some((key) => key.includes(name))) {
    const cells = (table.admitted?.rows ?? []).map((row) => row[place] ?? { value: null });
    const values = cells.flatMap((cell) => ('value' in cell && cell.value !== null ? [cell.value] : []));
    if (values.length > 0) return [...new Set(values)].map((value) => valueIn(column, value));
  }
  const { over, labels } = column;
  return labels ?? (over === 'boolean' ? [false, true] : undefined);
}
