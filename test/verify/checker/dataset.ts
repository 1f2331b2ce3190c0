import type pg from 'pg';
import { tables } from './schema/tables.ts';

/** A row by column names, as JSON says it: texts, numbers, booleans, null; times and paths are texts. */
export type Row = Readonly<Record<string, unknown>>;

/** All rows of each table. */
export type Dataset = Readonly<Record<string, readonly Row[]>>;

const query = `select json_build_object(${Object.keys(tables)
  .map((name) => `'${name}', (select coalesce(json_agg(t), '[]') from public."${name}" t)`)
  .join(', ')}) as dataset`;

/** All that the 27 tables hold. */
export async function readDataset(client: pg.Client): Promise<Dataset> {
  const { rows } = await client.query<{ dataset: Dataset }>(query);
  const [row] = rows;
  if (!row) throw new Error('the query has one row');
  return row.dataset;
}

export const rowsOf = (dataset: Dataset, table: string): readonly Row[] => dataset[table] ?? [];

/** The rows of `table` with these values; none where one of them is null. */
export function rowsWith(dataset: Dataset, table: string, values: Row): Row[] {
  return rowsOf(dataset, table).filter((row) =>
    Object.entries(values).every(([column, value]) => isGiven(value) && row[column] === value),
  );
}

/** The rows that a reference leads to: one, or none where it is null or leads nowhere. */
export const parentsOf = (dataset: Dataset, table: string, id: unknown): Row[] =>
  isGiven(id) ? rowsOf(dataset, table).filter((row) => row['id'] === id) : [];

export const isGiven = (value: unknown): boolean => value !== null && value !== undefined;

/** Microseconds since 1970 of a time as JSON says it; undefined for null. */
export function moment(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [, day, clock, fraction = '', zone] = /^(\S+)T(\d\d:\d\d:\d\d)(?:\.(\d+))?(.*)$/.exec(value) ?? [];
  if (day === undefined) throw new Error(`no time: ${value}`);
  return Date.parse(`${day}T${clock}${zone}`) * 1000 + Number(fraction.padEnd(6, '0'));
}

/** Whether one time is before another one, where both are there. */
export function isBefore(value: unknown, other: unknown): boolean {
  const [one, two] = [moment(value), moment(other)];
  return one !== undefined && two !== undefined && one < two;
}

/** The labels of a path; undefined for null. */
export function labelsOf(path: unknown): string[] | undefined {
  if (typeof path !== 'string') return undefined;
  return path === '' ? [] : path.split('.');
}

/** The path without its last label; undefined where there is none above it. */
export function pathAbove(path: unknown): string | undefined {
  const labels = labelsOf(path);
  return labels && labels.length > 1 ? labels.slice(0, -1).join('.') : undefined;
}
