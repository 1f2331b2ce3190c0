import type pg from 'pg';
import { askOn } from '../database/ask.ts';
import { tableOfError } from '../database/database-error.ts';
import { nameOf } from '../database/name-of.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import { requireArrived } from '../load/arrival.ts';
import { requireFit } from '../load/fit.ts';
import type { LoadMode, Sent } from '../load/load.ts';
import { explainRefusal, refusedBy } from '../load/refusal.ts';
import { type RewrittenColumn, rewrittenColumns } from '../load/rewritten.ts';
import { countRows } from '../load/row-counts.ts';
import { moveSequences } from '../load/sequences.ts';
import type { Rows } from '../load/sink.ts';
import { type RowKeys, stayingRows } from '../load/staying.ts';
import { tablesOf } from '../load/table.ts';
import { type ForeignCheck, foreignChecks } from '../rules/foreign-checks.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { verifySent } from '../rules/verify.ts';
import { dataPresent } from './data-present.ts';

/** Of the advisory lock that keeps two seeds of one database apart; any number that no other program takes. */
const LOCK = 7_306_357_457;

/** Up to so many rows, looking at each takes less time than making indexes and keys again. */
export const REBUILD_THRESHOLD_ROWS = 20_000;

const TAKEN =
  'A row that stays may have it: where it is not of the baseline, say so by `seedbed label --no-baseline --keep …`; else give it another key.';

export type SeedStep = 'writing rows' | 'building indexes and keys' | 'checking rules';

export interface FillOptions {
  /** How to load; where left out, `rebuild` for many rows where that can be done, else `live`. */
  readonly load?: LoadMode;
  /** What to do about a database that is not empty: the second sentence of the error. */
  readonly whenNotEmpty?: string;
  /** The name under which the rows are added to those that are there. */
  readonly namespace?: string;
  /** Rows that are there and stay; where left out, the lookup rows of the domain and the baseline of the database. */
  readonly staying?: RowKeys;
  /** Hears what is done now, and how many rows have been handed over so far. */
  readonly onProgress?: (step: SeedStep, rows: number) => void;
}

/** The tables that are about to be filled. */
export interface FillTarget {
  /** Without what the database does not have and the rows do not need. */
  readonly schema: RuledSchema;
  readonly staying: RowKeys;
}

/**
 * Makes sure that a database can be filled, and that no other seed does, for the rest of the transaction.
 *
 * @param rows makes the rows, to see whether their values fit; undefined where they come from files
 * @throws `not_migrated`, `structure_mismatch`, `seeding_underway`, `data_present`
 */
export async function prepareFill(
  client: pg.ClientBase,
  whole: RuledSchema,
  rows: (() => Iterable<Rows>) | undefined,
  { whenNotEmpty, namespace, staying }: FillOptions,
): Promise<FillTarget> {
  const schema = await requireFit(client, whole, rows);
  await takeLock(client);
  const target = { schema, staying: staying ?? (await stayingRows(client, schema)) };
  if (namespace === undefined) await requireEmpty(client, schema, target.staying, whenNotEmpty);
  return target;
}

/**
 * Makes sure that the rows are there as they were sent.
 *
 * @throws `rows_not_arrived`
 */
export async function requireFilled(
  client: pg.ClientBase,
  { schema, staying }: FillTarget,
  { sent }: Pick<Sent, 'sent'>,
  { namespace }: FillOptions,
): Promise<void> {
  // New statistics, or the next queries would be planned for empty tables.
  await client.query(`analyze ${tablesOf(schema).map((table) => fullName(table.name))}`);
  // Where other rows are, which others may be writing too, those that each statement has taken are all that is known.
  if (namespace === undefined) await requireAllArrived(client, schema, staying, sent);
}

/**
 * Verifies the rows by every rule, and moves the sequences past them. Resolves to the columns whose values the database
 * has set itself.
 *
 * @param name the scenario, for errors
 * @throws `rules_broken`
 */
export async function verifyFilled(
  client: pg.ClientBase,
  { schema, staying }: FillTarget,
  { stamped, kept }: Sent,
  name: string,
): Promise<readonly RewrittenColumn[]> {
  await requireRulesKept(client, schema, name, { stamped, staying });
  const rewritten = await rewrittenColumns(client, stamped);
  await kept?.forget();
  await moveSequences(client, tablesOf(schema));
  return rewritten;
}

/**
 * What PostgreSQL refuses as an error that a user can act on; anything else as it is.
 *
 * @param staying the rows that stay, as far as they were known
 * @param isOver whether the transaction has been rolled back, so that the database can be asked why
 */
export async function explainFill(
  client: pg.ClientBase,
  whole: RuledSchema,
  error: unknown,
  { staying, isOver }: { readonly staying: RowKeys | undefined; readonly isOver: boolean },
): Promise<unknown> {
  const refused = refusedBy(error);
  const table = refused && tableOfError(refused);
  const foreign = isOver && refused?.code === '23514' ? await checksAfter(client, whole) : [];
  const onDuplicate = table !== undefined && staying?.has(table) ? TAKEN : undefined;
  return explainRefusal(error, { schema: whole, foreign, onDuplicate });
}

/** The checks that only the database knows, once a transaction has failed. */
async function checksAfter(client: pg.ClientBase, domain: RuledSchema): Promise<readonly ForeignCheck[]> {
  await client.query('begin read only');
  try {
    return await foreignChecks(client, domain);
  } finally {
    await client.query('rollback');
  }
}

async function requireRulesKept(
  client: pg.ClientBase,
  domain: RuledSchema,
  name: string,
  around: Pick<Sent, 'stamped'> & { readonly staying: RowKeys },
): Promise<void> {
  const { violations } = await verifySent(client, domain, around);
  if (violations.length === 0) return;
  throw rulesBroken(
    name,
    violations.map(({ rule, rows }) => ({ rule: rule.name, description: rule.description, rows })),
  );
}

/** @throws `rows_not_arrived` where triggers have added, moved or deleted rows since */
async function requireAllArrived(
  client: pg.ClientBase,
  schema: Schema,
  staying: RowKeys,
  sent: Sent['sent'],
): Promise<void> {
  const counts = await countRows(client, schema, { except: staying });
  const ask = askOn(client);
  for (const table of tablesOf(schema)) {
    const { name } = table;
    await requireArrived(ask, { table: name, sent: sent.get(table) ?? 0, arrived: counts[name] ?? 0 });
  }
}

async function takeLock(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
    LOCK,
  ]);
  if (!rows[0]?.taken) {
    const database = await nameOf(client);
    throw new SeedbedError('seeding_underway', {
      message: `Another seedbed is filling the database '${database}' right now.`,
      details: { database },
    });
  }
}

/** @throws `data_present` where there are more rows than those that stay */
export async function requireEmpty(
  client: pg.ClientBase,
  schema: Schema,
  staying: RowKeys,
  hint = 'Use an empty database.',
): Promise<void> {
  const counts = await countRows(client, schema, { except: staying });
  if (Object.keys(counts).length > 0) throw dataPresent(await nameOf(client), counts, hint);
}

/** A rule and how many rows broke it. */
export interface BrokenRule {
  readonly rule: string;
  readonly description: string;
  readonly rows: number;
}

function rulesBroken(scenario: string, rules: readonly BrokenRule[]): SeedbedError {
  const lines = rules.map(({ rule, description, rows }) => `  ${rule}, by ${rows} rows: ${description}`);
  return new SeedbedError('rules_broken', {
    message: [`The rows of the scenario '${scenario}' break rules. Nothing was written.`, ...lines].join(
      '\n',
    ),
    details: { scenario, rules },
  });
}
