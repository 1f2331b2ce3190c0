import type { CompositeKey, Unique } from './schema/table.ts';

/** The names of the rules that follow from tables and columns; PostgreSQL's defaults where it has any. */
export const notNullName = (table: string, column: string): string => fitting(table, column, 'not_null');
export const lengthName = (table: string, column: string): string => `${table}_${column}_length`;
export const enumName = (table: string, column: string): string => `${table}_${column}_type`;
export const primaryName = (table: string): string => fitting(table, '', 'pkey');
export const timestampsName = (table: string): string => `${table}_timestamps`;
export const foreignKeyName = (table: string, column: string): string => fitting(table, column, 'fkey');

export const uniqueName = (table: string, { name, columns }: Unique): string =>
  name ?? fitting(table, columns.join('_'), 'key');

export const compositeKeyName = (table: string, { name, columns }: CompositeKey): string =>
  name ?? fitting(table, columns.join('_'), 'fkey');

/** At most 63 characters: of the first two parts, the longer one loses its end. */
function fitting(first: string, second: string, label: string): string {
  let [one, two] = [first, second];
  const joined = () => [one, two, label].filter((part) => part !== '').join('_');
  while (joined().length > 63) {
    if (one.length > two.length) one = one.slice(0, -1);
    else two = two.slice(0, -1);
  }
  return joined();
}
