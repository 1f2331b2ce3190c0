import pg from 'pg';
import { ownClient, type PgClient } from '../database/given-connection.ts';
import { nameOf } from '../database/name-of.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import type { OnText } from '../load/copy.ts';
import { Load, type LoadMode } from '../load/load.ts';
import { insertMissingLookups } from '../load/lookups.ts';
import type { RewrittenColumn } from '../load/rewritten.ts';
import type { Rows } from '../load/sink.ts';
import { tablesOf } from '../load/table.ts';
import { UsedRows, type UsedTable } from '../load/used-rows.ts';
import type { Origin } from '../random/address.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { Expectation } from './expectation.ts';
import {
  explainFill,
  type FillOptions,
  type FillTarget,
  prepareFill,
  REBUILD_THRESHOLD_ROWS,
  requireFilled,
  verifyFilled,
} from './fill.ts';
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
  /** Why so many rows were loaded `live`, where that was not asked for. */
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
  return await seedDataset(client, domain, { scenario, parameters, origin }, options);
}

/** A scenario with its parameters, which have been parsed. */
export interface Dataset {
  readonly scenario: Scenario;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
}

/** As `seed`, for parameters that have been parsed. */
export async function seedDataset(
  client: pg.ClientBase,
  domain: RuledSchema,
  { scenario, parameters, origin }: Dataset,
  options: Omit<SeedOptions, 'parameters'>,
): Promise<SeedResult> {
  const { namespace, onProgress } = options;
  if (namespace !== undefined) requireAppendable(scenario, namespace);
  const placed = { ...origin, namespace: namespace ?? '' };
  const expectation =
    options.expect &&
    new Expectation(options.expect, identityOf(domain, scenario, parameters, placed), domain);
  const parts = () => scenario.parts(placed, parameters);
  const isOwn = client.getTransactionStatus() === 'I';
  let target: FillTarget | undefined;
  let load: Load | undefined;
  try {
    if (isOwn) await client.query('begin');
    target = await prepareFill(client, domain, parts, options);
    const { schema, staying } = target;
    await insertMissingLookups(client, schema);
    const iterator = parts()[Symbol.iterator]();
    const { first, isAll } = takeFew(iterator);
    if (namespace !== undefined) await requireNameFree(client, schema, first[0] ?? new Map(), namespace);
    const usedRows = await UsedRows.read(client, schema, staying);
    load = await Load.begin(client, schema, {
      staying,
      // Where other rows are, only looking at each of the new ones is left.
      mode: options.load ?? (isAll || namespace !== undefined ? 'live' : undefined),
      batch: options.batch,
      onText: options.onText,
      compare: options.compare === true || expectation ? 'all' : undefined,
      samples: gathered(first),
    });
    let rows = 0;
    for (const part of resumed(first, iterator)) {
      const taken = usedRows.take(part);
      await load.sink.write(taken);
      await expectation?.see(part);
      rows += countOf(taken);
      onProgress?.('writing rows', rows);
    }
    expectation?.requireMet();
    await load.sink.finish();
    if (load.mode === 'rebuild') onProgress?.('building indexes and keys', rows);
    const loaded = await load.complete();
    await requireFilled(client, target, loaded, options);
    const used = usedRows.counts;
    const change = loaded.change ?? changeBy(used);
    if (expectation && change !== null) throw valuesChanged(change);
    onProgress?.('checking rules', rows);
    const rewritten = await verifyFilled(client, target, loaded, scenario.name);
    if (isOwn) await client.query('commit');
    const { mode, obstacles } = loaded;
    return { parameters, rows, load: mode, obstacles, change, rewritten, used };
  } catch (error) {
    await load?.abandon();
    // On a lost connection there is nothing to roll back, and the first error is the one to tell.
    if (isOwn) await client.query('rollback').catch(() => {});
    throw await explainFill(client, domain, error, { staying: target?.staying, isOver: isOwn });
  }
}

/** That rows of the scenario are not there, because others take their place. */
const changeBy = (used: readonly UsedTable[]): string | null =>
  used.length === 0
    ? null
    : `Rows that stay are used in the place of the scenario's: ${used.map(({ table, rows }) => `"${table}" ${rows}`).join(', ')}.`;

/** @throws `bad_name`, `scenario_not_appendable` */
function requireAppendable(scenario: Scenario, name: string): void {
  const isOfFactories = /^f(w\d+)?(r\d+)?$/.test(name);
  if (isOfFactories || !/^[a-z][a-z0-9]{0,19}$/.test(name))
    throw new SeedbedError('bad_name', {
      message: `${JSON.stringify(name)} is no name for a dataset.`,
      details: { dataset: name },
    });
  if (!scenario.appendable)
    throw new SeedbedError('scenario_not_appendable', {
      message: `The scenario '${scenario.name}' cannot be added to other data: its keys and unique values have no room for a namespace.`,
      details: { scenario: scenario.name },
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
      `select from ${fullName(table)} where ${keys}`,
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
