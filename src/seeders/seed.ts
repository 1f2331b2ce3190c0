import pg from 'pg';
import { nameOf, requireFittingStructure } from '../database/fitting-structure.ts';
import type { Schema } from '../entities/schema.ts';
import { DataPresentError } from '../errors/data-present.ts';
import { SeedingUnderwayError } from '../errors/seeding-underway.ts';
import { CopySink } from '../load/copy.ts';
import { countRows } from '../load/emptiness.ts';
import { type Exchange, underLoadSettings } from '../load/load-settings.ts';
import { insertMissingLookups } from '../load/lookups.ts';
import { explainRefusal } from '../load/refusal.ts';
import { moveSequences } from '../load/sequences.ts';
import { tablesOf } from '../load/table.ts';
import type { Origin } from '../random/address.ts';
import { parseParameters } from './parameters.ts';
import type { Scenario } from './scenario.ts';

/** Of the advisory lock that keeps two seeds of one database apart; any number that nobody else takes. */
const LOCK = 7_306_357_457;

export interface SeedOptions {
  /** The scenario's parameters, as values or as texts. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** What to do about a database that is not empty: the second sentence of the error. */
  readonly whenNotEmpty?: string;
  /** Hears how many rows have been handed over so far. */
  readonly onProgress?: (rows: number) => void;
  /** Rows gathered before they are sent; the data does not depend on it. */
  readonly batch?: number;
}

/** What was written. */
export interface Seeded {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly rows: number;
}

/**
 * Fills an empty database with a scenario, in one transaction: after any failure it is as it was before.
 * The structure must fit; which migrations made it does not matter.
 *
 * @throws UnknownParameterError, BadParameterError before anything is asked of the database;
 * NotMigratedError, StructureMismatchError, DataPresentError, SeedingUnderwayError, LoadRefusedError, DiskFullError,
 * ConnectionLostError.
 * @example await seed(client, courseSchema, classroom, { seed: 0, at: DEFAULT_AT });
 */
export async function seed(
  client: pg.ClientBase,
  schema: Schema,
  scenario: Scenario,
  origin: Origin,
  options: SeedOptions = {},
): Promise<Seeded> {
  const parameters = parseParameters(scenario, options.parameters ?? {});
  try {
    await client.query('begin');
    await requireFittingStructure(client, schema);
    await takeLock(client);
    await requireEmpty(client, schema, options.whenNotEmpty ?? 'Use an empty database.');
    await insertMissingLookups(client, schema);
    const rows = await underLoadSettings(schema, exchangeOn(client), () =>
      load(client, schema, scenario, origin, { ...options, parameters }),
    );
    // Deferred constraints speak before the sequences move: those do not move back with a rollback.
    await client.query('set constraints all immediate');
    await moveSequences(client, tablesOf(schema));
    // New statistics, or the platform's first queries would be planned for empty tables.
    await client.query(
      `analyze ${tablesOf(schema).map(({ name }) => `public.${pg.escapeIdentifier(name)}`)}`,
    );
    await client.query('commit');
    return { parameters, rows };
  } catch (error) {
    // On a lost connection there is nothing to roll back, and the first error is the one to tell.
    await client.query('rollback').catch(() => {});
    throw explainRefusal(error);
  }
}

async function load(
  client: pg.ClientBase,
  schema: Schema,
  scenario: Scenario,
  origin: Origin,
  { parameters = {}, onProgress, batch }: SeedOptions,
): Promise<number> {
  const sink = new CopySink(client, tablesOf(schema), batch === undefined ? {} : { batch });
  let total = 0;
  for (const part of scenario.parts(origin, parameters)) {
    await sink.write(part);
    for (const rows of part.values()) total += rows.length;
    onProgress?.(total);
  }
  await sink.finish();
  return total;
}

async function takeLock(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
    LOCK,
  ]);
  if (!rows[0]?.taken) throw new SeedingUnderwayError(await nameOf(client));
}

async function requireEmpty(client: pg.ClientBase, schema: Schema, mend: string): Promise<void> {
  const counts = await countRows(client, schema);
  if (Object.keys(counts).length > 0) throw new DataPresentError(await nameOf(client), counts, mend);
}

/** For `underLoadSettings`, on a plain connection. */
const exchangeOn =
  (client: pg.ClientBase): Exchange =>
  async (name, value) => {
    const { rows } = await client.query<{ previous: string | null }>(
      'select current_setting($1, true) as previous, set_config($1, $2, true)',
      [name, value],
    );
    return rows[0]?.previous ?? '';
  };
