import type pg from 'pg';
import { compatibility, type Incompatibility } from '../database/compatibility.ts';
import { nameOf } from '../database/name-of.ts';
import { notMigrated } from '../database/not-migrated.ts';
import { structureMismatch } from '../database/structure-mismatch.ts';
import type { Schema } from '../entities/schema.ts';
import type { Rows } from './sink.ts';
import { tablesOf, withoutColumns } from './table.ts';
import { UnheldValues } from './unheld-values.ts';

/**
 * Refuses a database whose tables do not hold the rows that are to be written. Resolves to the schema as it can be
 * written there: without columns that are not there and stay empty.
 *
 * @param rows makes them; where it is left out, their values are not known: PostgreSQL is left to refuse single ones
 * @throws `not_migrated`, `structure_mismatch` with each value that does not fit
 * @example const fitting = await requireFit(client, course, () => classroom.parts(origin, parameters));
 */
export async function requireFit<S extends Schema>(
  client: pg.ClientBase,
  schema: S,
  rows?: () => Iterable<Rows>,
): Promise<S> {
  const found = await compatibility(client, schema);
  if (found.length === 0) return schema;
  const database = await nameOf(client);
  const missing = found.filter(({ kind }) => kind === 'missing_table');
  if (missing.length === schema.entities.length) throw notMigrated(database, schema);
  const differences = rows ? differencesOf(schema, found, rows) : found.filter(keepsAllOut);
  if (differences.length > 0)
    throw structureMismatch(
      database,
      differences.map(({ message }) => message),
      rows && differences.every(dependsOnValues) ? OTHER_VALUES : undefined,
    );
  return withoutColumns(schema, found.filter(isMissingColumn));
}

const OTHER_VALUES =
  "Change these columns by the platform's own migrations, or take a scenario or parameters with values that fit.";

const dependsOnValues = ({ kind, narrower }: Incompatibility): boolean =>
  kind === 'not_null' || narrower !== undefined;

/** Whether rows are kept out, or stored otherwise, whatever PostgreSQL says to single ones. */
const keepsAllOut = ({ kind, narrower }: Incompatibility): boolean =>
  kind !== 'not_null' && narrower?.isStrict !== true;

const isMissingColumn = ({ kind }: Incompatibility): boolean => kind === 'missing_column';

/** What of that is in the way of these rows. They are made only where that depends on them. */
function differencesOf(
  schema: Schema,
  found: readonly Incompatibility[],
  rows: () => Iterable<Rows>,
): readonly Incompatibility[] {
  if (found.every(({ kind }) => kind === 'missing_table')) return found;
  const tables = tablesOf(schema).flatMap((table) => {
    const here = found.filter((one) => one.table === table.name);
    const columnsOf = (some: readonly Incompatibility[]) =>
      some.flatMap((one) => {
        const column = table.columns.find(({ name }) => name === one.column);
        return column ? [{ one, column }] : [];
      });
    const missing = columnsOf(here.filter(isMissingColumn));
    const columns = columnsOf(here.filter(dependsOnValues)).map(({ one, column }) => ({
      one,
      values: new UnheldValues(column, one.narrower),
    }));
    return here.length > 0 ? [{ entity: table.entity, name: table.name, columns, missing }] : [];
  });
  const written = new Set<string>();
  const valued = new Set<Incompatibility>();
  for (const part of rows()) {
    for (const { entity, name, columns, missing } of tables) {
      const some = part.get(entity) ?? [];
      if (some.length > 0) written.add(name);
      for (const { values } of columns) for (const row of some) values.see(row);
      for (const { one, column } of missing)
        if (some.some((row) => (row[column.property] ?? null) !== null)) valued.add(one);
    }
  }
  const seen = new Map(
    tables.flatMap(({ columns }) => columns).map(({ one, values }) => [one, values] as const),
  );
  return found.flatMap((one) => {
    const values = seen.get(one);
    if (isMissingColumn(one)) return valued.has(one) ? [one] : [];
    if (!values) return one.kind === 'missing_table' || written.has(one.table) ? [one] : [];
    const message = values.sentence(one);
    return message === undefined ? [] : [{ ...one, message }];
  });
}
