import type pg from 'pg';
import { compatibility, type Incompatibility } from '../database/compatibility.ts';
import { nameOf } from '../database/name-of.ts';
import { notMigrated } from '../database/not-migrated.ts';
import { structureMismatch } from '../database/structure-mismatch.ts';
import type { Schema } from '../entities/schema.ts';
import type { Rows } from './sink.ts';
import { tablesOf } from './table.ts';
import { UnheldValues } from './unheld-values.ts';

/**
 * Refuses a database whose tables do not hold the rows that are to be written.
 *
 * @param rows makes them; where it is left out, their values are not known: PostgreSQL is left to refuse single ones
 * @throws `not_migrated`, `structure_mismatch` with each value that does not fit
 * @example await requireFit(client, course, () => classroom.parts(origin, parameters));
 */
export async function requireFit(
  client: pg.ClientBase,
  schema: Schema,
  rows?: () => Iterable<Rows>,
): Promise<void> {
  const found = await compatibility(client, schema);
  if (found.length === 0) return;
  const database = await nameOf(client);
  const missing = found.filter(({ kind }) => kind === 'missing_table');
  if (missing.length === schema.entities.length) throw notMigrated(database, schema.name);
  const differences = rows ? differencesOf(schema, found, rows) : found.filter(keepsAllOut);
  if (differences.length === 0) return;
  throw structureMismatch(
    database,
    differences.map(({ message }) => message),
    rows && differences.every(dependsOnValues) ? OTHER_VALUES : undefined,
  );
}

const OTHER_VALUES =
  "Change these columns by the platform's own migrations, or take a scenario or parameters with values that fit.";

const dependsOnValues = ({ kind, narrower }: Incompatibility): boolean =>
  kind === 'not_null' || narrower !== undefined;

/** Whether rows are kept out, or stored otherwise, whatever PostgreSQL says to single ones. */
const keepsAllOut = ({ kind, narrower }: Incompatibility): boolean =>
  kind !== 'not_null' && narrower?.isStrict !== true;

const isMissing = ({ kind }: Incompatibility): boolean =>
  kind === 'missing_table' || kind === 'missing_column';

/** What of that is in the way of these rows. They are made only where that depends on them. */
function differencesOf(
  schema: Schema,
  found: readonly Incompatibility[],
  rows: () => Iterable<Rows>,
): readonly Incompatibility[] {
  if (found.every(isMissing)) return found;
  const tables = tablesOf(schema).flatMap((table) => {
    const here = found.filter((one) => one.table === table.name);
    const columns = here.filter(dependsOnValues).flatMap((one) => {
      const column = table.columns.find(({ name }) => name === one.column);
      return column ? [{ one, values: new UnheldValues(column, one.narrower) }] : [];
    });
    return here.length > 0 ? [{ entity: table.entity, name: table.name, columns }] : [];
  });
  const written = new Set<string>();
  for (const part of rows()) {
    for (const { entity, name, columns } of tables) {
      const some = part.get(entity) ?? [];
      if (some.length > 0) written.add(name);
      for (const { values } of columns) for (const row of some) values.see(row);
    }
  }
  const seen = new Map(
    tables.flatMap(({ columns }) => columns).map(({ one, values }) => [one, values] as const),
  );
  return found.flatMap((one) => {
    const values = seen.get(one);
    if (!values) return isMissing(one) || written.has(one.table) ? [one] : [];
    const message = values.sentence(one);
    return message === undefined ? [] : [{ ...one, message }];
  });
}
