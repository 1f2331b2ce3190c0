import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { propertiesOf } from '../../src/entities/properties.ts';
import type { Schema } from '../../src/entities/schema.ts';
import type { AnyRow } from '../../src/load/sink.ts';
import { type Table, tablesOf } from '../../src/load/table.ts';

/**
 * The sha256 of what a database holds: every table's rows by COPY, columns in the entity's order, rows in
 * that of the primary key. Equal for equal data, whatever the server's version or settings.
 */
export async function datasetHash(client: pg.Client, schema: Schema): Promise<string> {
  const hash = createHash('sha256');
  await client.query(`begin;
    set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local extra_float_digits = 1`);
  for (const table of tablesOf(schema)) {
    const columns = table.columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ');
    const order = table.primary.map((name) => `${pg.escapeIdentifier(name)}::text collate "C"`).join(', ');
    const source = `select ${columns} from public.${pg.escapeIdentifier(table.name)} order by ${order}`;
    hash.update(`${table.name}\n`);
    for await (const chunk of client.query(copyTo(`copy (${source}) to stdout`))) hash.update(chunk);
  }
  await client.query('commit');
  return hash.digest('hex');
}

/** Rows by table name, in the order of their primary keys. */
export type Dataset = Readonly<Record<string, readonly AnyRow[]>>;

/** What a database holds beside the schema's lookup rows, in the form in which rows are written. */
export async function readDataset(client: pg.Client, schema: Schema): Promise<Dataset> {
  const dataset: Record<string, AnyRow[]> = {};
  for (const table of tablesOf(schema)) {
    const { rows } = await client.query<Record<string, unknown>>({
      text: `select * from public.${pg.escapeIdentifier(table.name)}`,
      types: { getTypeParser },
    });
    const lookups = schema.lookups.find(({ entity }) => entity === table.entity)?.rows.map(({ id }) => id);
    const names = columnNames(table);
    const { all } = propertiesOf(table.entity);
    const written = rows
      .filter(({ id }) => !lookups?.some((lookup) => lookup === id))
      .map((row) => Object.fromEntries(all.map((property) => [property, row[names(property)]])));
    dataset[table.name] = sorted(table, written);
  }
  return dataset;
}

/** Rows as they come from a scenario, in the form of `readDataset`. */
export function datasetOf(schema: Schema, rows: ReadonlyMap<unknown, readonly AnyRow[]>): Dataset {
  return Object.fromEntries(
    tablesOf(schema).map((table) => [table.name, sorted(table, rows.get(table.entity) ?? [])]),
  );
}

/** The rows of each table, tables without any left out. */
export const countsOf = (dataset: Dataset): Record<string, number> =>
  Object.fromEntries(
    Object.entries(dataset).flatMap(([table, { length }]) => (length > 0 ? [[table, length]] : [])),
  );

// The driver gives int8 as text, because not every one is a safe integer; those of a dataset are.
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);

/** Generated columns are not among a table's written ones; their names follow the same rule. */
const columnNames = (table: Table) => {
  const written = new Map(table.columns.map(({ property, name }) => [property, name]));
  return (property: string): string =>
    written.get(property) ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
};

function sorted(table: Table, rows: readonly AnyRow[]): AnyRow[] {
  const { primary } = propertiesOf(table.entity);
  const key = (row: AnyRow): string => JSON.stringify(primary.map((property) => row[property]));
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
