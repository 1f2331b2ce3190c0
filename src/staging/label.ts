import type pg from 'pg';
import { z } from 'zod';
import { ensureOwnTables, hasOwnTable } from '../database/marked/own-tables.ts';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { countBaseline, type RowCounts, recordBaseline } from './baseline.ts';
import {
  type DatabaseIdentity,
  type DataIdentity,
  databaseIdentity,
  databaseIdentityForm,
  dataIdentity,
  dataIdentityForm,
  differencesOfData,
  differencesOfDatabase,
} from './fingerprint.ts';
import type { Keep } from './keep.ts';
import { isProduction } from './production.ts';

/** What a database is for, as a user has said, and by what it was known then. */
export interface Label {
  readonly environment: string;
  /** It is for this database only. Null where the label has been changed by hand, and is for none. */
  readonly database: DatabaseIdentity | null;
  /** And for this data only. */
  readonly data: DataIdentity | null;
  readonly at: Date;
  readonly by: string;
}

/**
 * Reads what a database is labelled as, whether or not the label still fits; undefined where it has none. A
 * label that came with a restored dump is read too, for a caller that only wants to stay away.
 *
 * @throws `schema_not_ours` where another one than seedbed has made the tables of labels
 * @example (await readLabel(client))?.environment // 'staging'
 */
export async function readLabel(client: pg.ClientBase): Promise<Label | undefined> {
  if (!(await hasOwnTable(client, 'label'))) return undefined;
  const { rows } = await client.query<{ at: Date }>(
    `select environment, database, data, labelled_by as by,
            case when isfinite(labelled_at) then labelled_at else 'epoch' end as at
       from seedbed_staging.label`,
  );
  const [row] = rows;
  return row && { at: row.at, ...form.parse(row) };
}

/** The owner of the table may have written anything. */
const form = z.object({
  environment: z.string(),
  by: z.string(),
  database: databaseIdentityForm.nullable().catch(null),
  data: dataIdentityForm.nullable().catch(null),
});

export interface LabelOptions {
  /** Rows that belong to the baseline, beside those that are found. */
  readonly keep?: readonly Keep[];
  /** Whether rows count as baseline that are there and were not named; yes where left out. */
  readonly baseline?: boolean;
}

/** A label that has been given, with the rows that no reset takes away. */
export interface LabelResult extends Label {
  /** The baseline, in rows by table. */
  readonly baseline: RowCounts;
}

/**
 * Labels a database: from now on it may be replaced, unless it is labelled as production. An earlier label is
 * replaced; after a failure it is as it was. In a transaction of its own.
 *
 * Rows that a platform's migrations have left become its baseline, which `seed` and `reset` leave alone: what is there as
 * long as no more than half of the tables have rows. Once recorded, they stay so.
 *
 * @param by who does it
 * @throws `bad_environment`; `unknown_name`, `bad_keep`, `too_many_to_keep`; `production` where the label before says so, which only its owner can remove, by SQL
 * @example await setLabel(client, course, 'staging', 'ada');
 */
export async function setLabel(
  client: pg.ClientBase,
  schema: Schema,
  environment: string,
  by: string,
  options: LabelOptions = {},
): Promise<LabelResult> {
  if (!/^[a-z][a-z0-9_-]{0,39}$/i.test(environment))
    throw new SeedbedError('bad_environment', {
      message: `'${environment}' is no name of an environment.`,
      details: { environment },
    });
  const before = await readLabel(client);
  const database = await databaseIdentity(client);
  if (before && isProduction(before.environment) && !isProduction(environment))
    throw production(database.name, before.environment);
  await client.query('begin');
  try {
    await ensureOwnTables(client);
    const label = await writeLabel(client, schema, { environment, by, database });
    await recordBaseline(client, schema, options);
    const baseline = await countBaseline(client, schema);
    await client.query('commit');
    return { ...label, baseline };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Writes a label for the data that is there now. `database` may be what the database is going to be. */
export async function writeLabel(
  client: pg.ClientBase,
  schema: Schema,
  { environment, by, database }: Pick<Label, 'environment' | 'by'> & { readonly database: DatabaseIdentity },
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
 * Refuses a database whose label does not allow to replace it.
 *
 * @param needed whether a label has to be there; production is refused in any case
 * @throws `not_labelled`; `production`; `label_void` where the label was given to another database, or to
 * other data, as after a dump was restored
 */
export async function requireConsent(
  client: pg.ClientBase,
  schema: Schema,
  needed = true,
): Promise<Label | undefined> {
  const { name } = await databaseIdentity(client);
  const label = await readLabel(client);
  if (label && isProduction(label.environment)) throw production(name, label.environment);
  if (!needed) return label;
  if (!label)
    throw new SeedbedError('not_labelled', {
      message: `The database '${name}' has no label that says what it is for.`,
      details: { database: name },
    });
  const { database, data } = label;
  const reasons =
    database && data
      ? [
          ...(await differencesOfDatabase(client, database)),
          ...(await differencesOfData(client, schema, data)),
        ]
      : ['it has been changed by hand'];
  if (reasons.length > 0)
    throw new SeedbedError('label_void', {
      message: `The database '${name}' is labelled '${label.environment}', but ${reasons.join('; ')}.`,
      hint: `Look what is in it now, as after a dump was restored. Where that may be replaced too, say so: seedbed label ${label.environment}`,
      details: { database: name, environment: label.environment, reasons },
    });
  return label;
}

const production = (database: string, environment: string): SeedbedError =>
  new SeedbedError('production', {
    message: `The database '${database}' is labelled '${environment}'.`,
    details: { database, environment },
  });
