import pg from 'pg';
import { nameOf, requireFittingStructure } from '../database/fitting-structure.ts';
import type { Schema } from '../entities/schema.ts';
import { DataPresentError } from '../errors/data-present.ts';
import { RulesBrokenError } from '../errors/rules-broken.ts';
import { SeedingUnderwayError } from '../errors/seeding-underway.ts';
import { countRows } from '../load/emptiness.ts';
import { type Loaded, type LoadMode, load } from '../load/load.ts';
import { insertMissingLookups } from '../load/lookups.ts';
import { explainRefusal } from '../load/refusal.ts';
import { moveSequences } from '../load/sequences.ts';
import type { Rows, Sink } from '../load/sink.ts';
import { tablesOf } from '../load/table.ts';
import type { Origin } from '../random/address.ts';
import type { DomainRule } from '../rules/rule.ts';
import { verify } from '../rules/verify.ts';
import { parseParameters } from './parameters.ts';
import type { Scenario } from './scenario.ts';

/** Of the advisory lock that keeps two seeds of one database apart; any number that nobody else takes. */
const LOCK = 7_306_357_457;

export interface SeedOptions {
  /** The scenario's parameters, as values or as texts. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** How to load; where left out, `rebuild` for many rows where that can be done, else `live`. */
  readonly load?: LoadMode;
  /** What to do about a database that is not empty: the second sentence of the error. */
  readonly whenNotEmpty?: string;
  /** Hears what is done now, and how many rows have been handed over so far. */
  readonly onProgress?: (step: SeedStep, rows: number) => void;
  /** Rows gathered before they are sent; the data does not depend on it. */
  readonly batch?: number;
}

export type SeedStep = 'writing rows' | 'building indexes and keys' | 'checking rules';

/** What was written. */
export interface Seeded {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly rows: number;
  readonly load: LoadMode;
  /** Why so many rows were loaded `live`, where nobody asked for that. */
  readonly obstacles: readonly string[];
}

/** Up to so many rows, looking at each takes less time than making indexes and keys again. */
const FEW = 20_000;

type Seedable = Schema & { readonly rules?: readonly DomainRule[] };

/**
 * Fills an empty database with a scenario, in one transaction: after any failure it is as it was before.
 * The structure must fit; which migrations made it does not matter. Every rule of the domain is checked.
 *
 * @throws UnknownParameterError, BadParameterError before anything is asked of the database;
 * NotMigratedError, StructureMismatchError, DataPresentError, SeedingUnderwayError, RebuildImpossibleError,
 * LoadRefusedError, RulesBrokenError, DiskFullError, ConnectionLostError.
 * @example await seed(client, course, classroom, { seed: 0, at: DEFAULT_AT });
 */
export async function seed(
  client: pg.ClientBase,
  domain: Seedable,
  scenario: Scenario,
  origin: Origin,
  options: SeedOptions = {},
): Promise<Seeded> {
  const parameters = parseParameters(scenario, options.parameters ?? {});
  try {
    await client.query('begin');
    await requireFittingStructure(client, domain);
    await takeLock(client);
    await requireEmpty(client, domain, options.whenNotEmpty ?? 'Use an empty database.');
    await insertMissingLookups(client, domain);
    const { rows, loaded } = await loadParts(client, domain, scenario.parts(origin, parameters), options);
    // New statistics, or the next queries would be planned for empty tables.
    await client.query(
      `analyze ${tablesOf(domain).map(({ name }) => `public.${pg.escapeIdentifier(name)}`)}`,
    );
    options.onProgress?.('checking rules', rows);
    await requireRulesKept(client, domain, scenario);
    await moveSequences(client, tablesOf(domain));
    await client.query('commit');
    return { parameters, rows, load: loaded.mode, obstacles: loaded.obstacles };
  } catch (error) {
    // On a lost connection there is nothing to roll back, and the first error is the one to tell.
    await client.query('rollback').catch(() => {});
    throw explainRefusal(error);
  }
}

async function loadParts(
  client: pg.ClientBase,
  domain: Seedable,
  parts: Iterable<Rows>,
  { load: mode, batch, onProgress }: SeedOptions,
): Promise<{ rows: number; loaded: Loaded }> {
  const iterator = parts[Symbol.iterator]();
  const { first, isAll } = takeFew(iterator);
  let rows = 0;
  const write = async (sink: Sink): Promise<void> => {
    for (const part of resumed(first, iterator)) {
      await sink.write(part);
      rows += countOf(part);
      onProgress?.('writing rows', rows);
    }
  };
  const onRebuild = () => onProgress?.('building indexes and keys', rows);
  const loaded = await load(client, domain, write, {
    mode: mode ?? (isAll ? 'live' : undefined),
    batch,
    onRebuild,
  });
  return { rows, loaded };
}

/** Takes parts until they are more than a few rows, or all. */
function takeFew(parts: Iterator<Rows>): { first: Rows[]; isAll: boolean } {
  const first: Rows[] = [];
  for (let rows = 0; rows <= FEW; ) {
    const { done, value } = parts.next();
    if (done) return { first, isAll: true };
    first.push(value);
    rows += countOf(value);
  }
  return { first, isAll: false };
}

function* resumed(first: Rows[], parts: Iterator<Rows>): Iterable<Rows> {
  // What was handed over is not kept.
  for (let part = first.shift(); part; part = first.shift()) yield part;
  for (let next = parts.next(); !next.done; next = parts.next()) yield next.value;
}

function countOf(part: Rows): number {
  let count = 0;
  for (const rows of part.values()) count += rows.length;
  return count;
}

async function requireRulesKept(client: pg.ClientBase, domain: Seedable, scenario: Scenario): Promise<void> {
  const { violations } = await verify(client, domain);
  if (violations.length === 0) return;
  throw new RulesBrokenError(
    scenario.name,
    violations.map(({ rule, rows }) => ({ rule: rule.name, sentence: rule.sentence, rows })),
  );
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
