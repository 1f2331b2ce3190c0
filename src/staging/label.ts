import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { BadEnvironmentError } from '../errors/bad-environment.ts';
import { LabelVoidError } from '../errors/label-void.ts';
import { NotLabelledError } from '../errors/not-labelled.ts';
import { ProductionError } from '../errors/production.ts';
import {
  type DatabaseIdentity,
  type DataIdentity,
  databaseIdentity,
  dataIdentity,
  differencesOfData,
  differencesOfDatabase,
} from './identity.ts';
import { ensureOwnTables, hasOwnTable } from './own-tables.ts';

/** What a database is for, as somebody has said, and by what it was known then. */
export interface Label {
  readonly environment: string;
  /** It is for this database only. */
  readonly database: DatabaseIdentity;
  /** And for this data only. */
  readonly data: DataIdentity;
  readonly at: Date;
  readonly by: string;
}

/**
 * Reads what a database is labelled as, whether or not the label still fits; undefined where it has none. A
 * label that came with a restored dump is read too: whoever only wants to stay away may rely on it.
 *
 * @example (await readLabel(client))?.environment // 'staging'
 */
export async function readLabel(client: pg.ClientBase): Promise<Label | undefined> {
  if (!(await hasOwnTable(client, 'label'))) return undefined;
  const { rows } = await client.query<Label>(
    'select environment, database, data, labelled_at as at, labelled_by as by from seedbed_staging.label',
  );
  return rows[0];
}

/** Whether an environment is one that nothing may be replaced in. */
export const isProduction = (environment: string): boolean => /^(prod|live)/.test(environment);

/**
 * Labels a database: from now on it may be replaced, unless it is labelled as production. An earlier label is
 * replaced; after a failure it is as it was.
 *
 * @param by who does it
 * @throws BadEnvironmentError; ProductionError where the label before says so, which only its owner can remove, by SQL
 * @example await setLabel(client, course, 'staging', 'ada');
 */
export async function setLabel(
  client: pg.ClientBase,
  schema: Schema,
  environment: string,
  by: string,
): Promise<Label> {
  if (!/^[a-z][a-z0-9_-]{0,39}$/.test(environment)) throw new BadEnvironmentError(environment);
  const before = await readLabel(client);
  const database = await databaseIdentity(client);
  if (before && isProduction(before.environment) && !isProduction(environment))
    throw new ProductionError(database.name, before.environment);
  await ensureOwnTables(client);
  return await writeLabel(client, schema, { environment, by, database });
}

/** Writes a label for the data that is there now. `database` may be what the database is going to be. */
export async function writeLabel(
  client: pg.ClientBase,
  schema: Schema,
  { environment, by, database }: Pick<Label, 'environment' | 'by' | 'database'>,
): Promise<Label> {
  const data = await dataIdentity(client, schema);
  const { rows } = await client.query<{ at: Date }>(
    `insert into seedbed_staging.label (environment, database, data, labelled_by) values ($1, $2, $3, $4)
      on conflict (one) do update set environment = excluded.environment, database = excluded.database,
        data = excluded.data, labelled_at = now(), labelled_by = excluded.labelled_by
      returning labelled_at as at`,
    [environment, JSON.stringify(database), JSON.stringify(data), by],
  );
  const [row] = rows;
  if (!row) throw new TypeError('an insert that returns a row gives one');
  return { environment, by, database, data, at: row.at };
}

/**
 * Refuses a database that nobody has given to be replaced.
 *
 * @param needed whether a label has to be there; production is refused in any case
 * @throws NotLabelledError; ProductionError; LabelVoidError where the label was given to another database, or to
 * other data, as after a dump was restored
 */
export async function requireConsent(
  client: pg.ClientBase,
  schema: Schema,
  needed = true,
): Promise<Label | undefined> {
  const { name } = await databaseIdentity(client);
  const label = await readLabel(client);
  if (label && isProduction(label.environment)) throw new ProductionError(name, label.environment);
  if (!needed) return label;
  if (!label) throw new NotLabelledError(name);
  const reasons = [
    ...(await differencesOfDatabase(client, label.database)),
    ...(await differencesOfData(client, schema, label.data)),
  ];
  if (reasons.length > 0) throw new LabelVoidError(name, label.environment, reasons);
  return label;
}
