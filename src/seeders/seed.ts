import type pg from 'pg';
import { type Loaded, type LoadMode, load } from '../load/load.ts';
import type { Rows, Sink } from '../load/sink.ts';
import type { Origin } from '../random/address.ts';
import { type Fillable, type FillOptions, fill } from './fill.ts';
import { parseParameters } from './parameters.ts';
import type { Scenario } from './scenario.ts';

export interface SeedOptions extends FillOptions {
  /** The scenario's parameters, as values or as texts. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Rows gathered before they are sent; the data does not depend on it. */
  readonly batch?: number;
}

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
  domain: Fillable,
  scenario: Scenario,
  origin: Origin,
  options: SeedOptions = {},
): Promise<Seeded> {
  const parameters = parseParameters(scenario, options.parameters ?? {});
  const parts = scenario.parts(origin, parameters);
  const { rows, loaded } = await fill(
    client,
    domain,
    scenario.name,
    () => loadParts(client, domain, parts, options),
    options,
  );
  return { parameters, rows, load: loaded.mode, obstacles: loaded.obstacles };
}

async function loadParts(
  client: pg.ClientBase,
  domain: Fillable,
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
