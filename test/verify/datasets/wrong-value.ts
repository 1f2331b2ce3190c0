import type { Stream } from '../../../src/random/stream.ts';
import { type Dataset, moment, type Row, rowsOf } from '../checker/dataset.ts';
import type { Column } from '../checker/schema/columns.ts';
import { tables } from '../checker/schema/tables.ts';

const DAY = 86_400_000_000;

/**
 * Another value for a column of a row: often one that some rule forbids, alone or beside the other columns, and
 * sometimes one that is right.
 */
export function anotherValue(
  random: Stream,
  dataset: Dataset,
  { table, name, row }: { readonly table: string; readonly name: string; readonly row: Row },
  nulls: number,
): unknown {
  const column = tables[table]?.columns[name];
  if (!column) throw new Error(`no column ${table}.${name}`);
  if (random.chance(column.nullable ? 0.12 : nulls)) return null;
  if (column.references !== undefined && random.chance(0.25)) {
    return random.pick(rowsOf(dataset, column.references))['id'];
  }
  if (column.length !== undefined && random.chance(0.85)) return longText(random, column.length);
  const values = [row, random.pick(rowsOf(dataset, table))].map((one) => one[name]);
  return random.pick(others[column.type](random, column, random.pick(values), row));
}

/** One character too many, or just as many as are allowed, of one code unit each or of two. */
const longText = (random: Stream, length: number): string =>
  random.pick(['x', 'x', '𝄞']).repeat(length + random.pick([0, 1, 1, 1, 1, 1, 1, 2]));

export const anyUuid = (random: Stream): string =>
  `${hexadecimal(random, 8)}-0000-4000-8000-${hexadecimal(random, 12)}`;

const hexadecimal = (random: Stream, digits: number): string =>
  Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('');

/** Values of each type, given one that some row of the table has. */
const others: Record<
  Column['type'],
  (random: Stream, column: Column, value: unknown, row: Row) => unknown[]
> = {
  uuid: (random, _, value) => [anyUuid(random), anyUuid(random), value],
  text: (_, __, value) => [value, value, `${value}!`, '', '_admin', 'Not A Slug', 'plain-slug', '_student'],
  enum: (random, { values = [] }) => ['unknown', 'unknown', random.pick(values), random.pick(values)],
  integer: (_, __, value) => [value, -1, 0, 1, 2, 9],
  number: (_, __, value) => [value, 0, 1, -0.001, 1.001, 'NaN', 'Infinity'],
  boolean: () => [true, false],
  time: (_, __, value, row) =>
    [-40 * DAY, -1, 0, 1, 40 * DAY].map((distance) => later(value ?? row['created_at'], distance)),
  path: (random, _, value, { path }) => {
    const labels = ['Upper', 'under_score', 'x'.repeat(64), 'end-', 'other', 'n0'];
    return [
      value,
      `${value}.${random.pick(labels)}`,
      random.pick(labels),
      `${path}.${random.pick(labels)}`,
      '',
    ];
  },
  other: (_, __, value) => [value],
};

/** A time that many microseconds later; null for null. */
function later(time: unknown, microseconds: number): string | null {
  const from = moment(time);
  if (from === undefined) return null;
  const at = from + microseconds;
  const fraction = String(((at % 1_000_000) + 1_000_000) % 1_000_000).padStart(6, '0');
  return new Date(Math.floor(at / 1_000_000) * 1000).toISOString().replace('000Z', `${fraction}+00:00`);
}
