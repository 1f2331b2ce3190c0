import pg from 'pg';
import { ownClient, type PgClient } from '../database/given-connection.ts';
import { inPublic } from '../database/in-public.ts';
import { nameOf } from '../database/name-of.ts';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import type { OnText } from '../load/copy.ts';
import { type ChosenMode, type LoadMode, load, type Sent } from '../load/load.ts';
import type { RewrittenColumn } from '../load/rewritten.ts';
import type { Rows, Sink } from '../load/sink.ts';
import type { RowKeys } from '../load/staying.ts';
import { tablesOf } from '../load/table.ts';
import { UsedRows, type UsedTable } from '../load/used-rows.ts';
import type { Origin } from '../random/address.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { Expectation } from './expectation.ts';
import { type FillOptions, fill, REBUILD_THRESHOLD_ROWS } from './fill.ts';
import { identityOf } from './manifest.ts';
import type { Manifest } from './manifest-form.ts';
import { parseParameters } from './parameters.ts';
import type { Scenario } from './scenario.ts';
import { valuesChanged } from './values-changed.ts';

export interface SeedOptions extends FillOptions {
  /** The scenario's parameters, as values or as texts. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** What the data is to be; where it is not, nothing is written. */
  readonly expect?: Manifest;
  /** Whether to find out if triggers change values, which takes longer; `expect` does, and refuses that. */
  readonly compare?: boolean;
  /** Hears all rows, as they are written. */
  readonly onText?: OnText;
  /** Rows gathered before they are sent, where not a few megabytes; the data does not depend on it. */
  readonly batch?: number;
}

/** What was written. */
export interface SeedResult {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly rows: number;
  readonly load: LoadMode;
  /** Why so many rows were loaded `live`, where nobody asked for that. */
  readonly obstacles: readonly string[];
  /** Which value is another one than the scenario's, as a sentence; null where none is, or where nothing was compared. */
  readonly change: string | null;
  /** The columns whose values the database has set itself, by triggers that this role may not switch off. */
  readonly rewritten: readonly RewrittenColumn[];
  /** The tables in which rows that stay are used in the place of the scenario's. */
  readonly used: readonly UsedTable[];
}

/**
 * Fills a database that is empty but for its baseline with a scenario, or adds it under a name, in one transaction:
 * after any failure it is as it was before. Where a transaction is open already, that one is used, and is to be rolled back then.
 * The structure must fit; which migrations made it does not matter. Every rule of the domain is checked.
 *
 * @throws `foreign_connection`, `unknown_parameter`, `bad_parameter` before anything is asked of the database;
 * `bad_name`, `name_taken`, `not_migrated`, `structure_mismatch`, `data_present`, `seeding_underway`,
 * `rebuild_impossible`, LoadRefusedError, `rows_not_arrived`, `rules_broken`, `dataset_differs`,
 * `values_changed`, `not_comparable`, `disk_full`, `connection_lost`.
 * @example await seed(client, course, classroom, { seed: 0, now: DEFAULT_NOW });
 */
export async function seed(
  connection: PgClient,
  domain: RuledSchema,
  scenario: Scenario,
  origin: Origin,
  options: SeedOptions = {},
): Promise<SeedResult> {
  const client = ownClient(connection);
  const parameters = parseParameters(scenario, options.parameters ?? {});
  if (options.namespace !== undefined) requireName(options.namespace);
  if (options.namespace !== undefined && !scenario.appendable)
    throw new SeedbedError('scenario_not_appendable', {
      message: `The scenario '${scenario.name}' cannot be added to other data: its keys and unique values have no room for a namespace.`,
      details: { scenario: scenario.name },
    });
  const placed = { ...origin, namespace: options.namespace ?? '' };
  const expectation =
    options.expect &&
    new Expectation(options.expect, identityOf(domain, scenario, parameters, placed), domain);
  const parts = () => scenario.parts(placed, parameters);
  const { rows, loaded, change, rewritten, used } = await fill(
    client,
    domain,
    {
      name: scenario.name,
      rows: parts,
      bring: (schema, staying) => loadParts(client, schema, parts(), { ...options, expectation, staying }),
      refuseChange: expectation && valuesChanged,
    },
    options,
  );
  const { mode, obstacles } = loaded;
  return { parameters, rows, load: mode, obstacles, change, rewritten, used };
}

interface LoadPartsOptions extends SeedOptions {
  readonly expectation: Expectation | undefined;
  readonly staying: RowKeys;
}

async function loadParts(
  client: pg.ClientBase,
  schema: Schema,
  parts: Iterable<Rows>,
  { load: mode, batch, namespace, compare, onProgress, onText, expectation, staying }: LoadPartsOptions,
): Promise<{ rows: number; loaded: ChosenMode; used: readonly UsedTable[] } & Sent> {
  const iterator = parts[Symbol.iterator]();
  const { first, isAll } = takeFew(iterator);
  if (namespace !== undefined) await requireNameFree(client, schema, first[0] ?? new Map(), namespace);
  const usedRows = await UsedRows.read(client, schema, staying);
  let rows = 0;
  const write = async (sink: Sink): Promise<void> => {
    for (const part of resumed(first, iterator)) {
      const taken = usedRows.take(part);
      await sink.write(taken);
      await expectation?.see(part);
      rows += countOf(taken);
      onProgress?.('writing rows', rows);
    }
    expectation?.requireMet();
  };
  const onRebuild = () => onProgress?.('building indexes and keys', rows);
  const { sent, change, stamped, kept, ...loaded } = await load(client, schema, write, {
    // Beside other rows, only looking at each of the new ones is left.
    staying,
    mode: mode ?? (isAll || namespace !== undefined ? 'live' : undefined),
    batch,
    onText,
    compare: compare === true || expectation ? 'all' : undefined,
    samples: gathered(first),
    onRebuild,
  });
  const used = usedRows.counts;
  return { rows, loaded, sent, change: change ?? changeBy(used), stamped, kept, used };
}

/** That rows of the scenario are not there, because others take their place. */
const changeBy = (used: readonly UsedTable[]): string | null =>
  used.length === 0
    ? null
    : `Rows that stay are used in the place of the scenario's: ${used.map(({ table, rows }) => `"${table}" ${rows}`).join(', ')}.`;

function requireName(name: string): void {
  const isOfFactories = /^f(w\d+)?(r\d+)?$/.test(name);
  if (isOfFactories || !/^[a-z][a-z0-9]{0,19}$/.test(name))
    throw new SeedbedError('bad_name', {
      message: `${JSON.stringify(name)} is no name for a dataset.`,
      details: { dataset: name },
    });
}

/** @param part some rows of the dataset: where one of them is there, others of that name were added before */
async function requireNameFree(
  client: pg.ClientBase,
  schema: Schema,
  part: Rows,
  name: string,
): Promise<void> {
  for (const { entity, name: table, primary, primaryProperties } of tablesOf(schema)) {
    const row = part.get(entity)?.[0];
    if (!row) continue;
    const keys = primary.map((column, i) => `${pg.escapeIdentifier(column)}::text = $${i + 1}`).join(' and ');
    const { rowCount } = await client.query(
      `select from ${inPublic(table)} where ${keys}`,
      primaryProperties.map((property) => String(row[property])),
    );
    if (rowCount) {
      const database = await nameOf(client);
      throw new SeedbedError('name_taken', {
        message: `The database '${database}' already holds rows that were added as '${name}'.`,
        details: { database, dataset: name },
      });
    }
  }
}

/** Takes parts until they are more than a few rows, or all. */
function takeFew(parts: Iterator<Rows>): { first: Rows[]; isAll: boolean } {
  const first: Rows[] = [];
  for (let rows = 0; rows <= REBUILD_THRESHOLD_ROWS; ) {
    const { done, value } = parts.next();
    if (done) return { first, isAll: true };
    first.push(value);
    rows += countOf(value);
  }
  return { first, isAll: false };
}

/** The rows of several parts as one. */
function gathered(parts: readonly Rows[]): Rows {
  const all = parts.flatMap((part) => [...part]);
  return new Map(
    [...Map.groupBy(all, ([entity]) => entity)].map(([entity, some]) => [
      entity,
      some.flatMap(([, rows]) => rows),
    ]),
  );
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
