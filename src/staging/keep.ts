import pg from 'pg';
import { isDatabaseError } from '../database/database-error.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName, partsOfName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import { excerptAt, excerptOfAnswer } from '../errors/excerpt.ts';
import { unknownName } from '../errors/unknown-name.ts';
import { keyOf, type RowKeys, together } from '../load/staying.ts';
import type { Table } from '../load/table.ts';
import { keyedTables } from './keyed-tables.ts';

/** So many rows may stay at most: their keys go along in statements. */
export const MOST_KEPT = 10_000;

/** Rows of a table that are to stay. */
export interface Keep {
  /** One of the domain's. */
  readonly table: string;
  /**
   * A condition of SQL on its columns; where left out, all rows stay. Names that are neither columns nor PostgreSQL's own
   * have their schema. It is only read by.
   */
  readonly condition?: string | undefined;
}

/**
 * The rows that are to stay, now.
 *
 * @throws `unknown_name` of a table; `bad_keep` where a condition is none
 */
export async function keptRows(
  client: pg.ClientBase,
  schema: Schema,
  keeps: readonly Keep[],
): Promise<RowKeys> {
  if (keeps.length === 0) return new Map();
  const present = await keyedTables(client, schema);
  const tables = keeps.map((keep) => [tableOf(present, keep), keep] as const);
  const all: RowKeys[] = [];
  for (const [table, keep] of tables)
    all.push(await readOnly(client, async () => new Map([[table.name, await keysOf(client, table, keep)]])));
  return together(...all);
}

function tableOf(tables: readonly Table[], { table }: Keep): Table {
  const found = tables.find(({ name }) => name === table);
  if (found) return found;
  const names = tables.map(({ name }) => name);
  throw unknownName('keep', 'table of the domain, and rows of others stay anyway', table, names);
}

/** In the transaction that is open, or in one of its own. */
async function readOnly<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  const own = client.getTransactionStatus() === 'I';
  await client.query(own ? 'begin' : 'savepoint seedbed_keep');
  try {
    await client.query('set transaction read only');
    return await work();
  } finally {
    const end = own ? 'rollback' : 'rollback to savepoint seedbed_keep; release savepoint seedbed_keep';
    // On a lost connection there is nothing to end.
    await client.query(end).catch(() => {});
  }
}

async function keysOf(client: pg.ClientBase, table: Table, keep: Keep): Promise<string[]> {
  const alias = pg.escapeIdentifier(partsOfName(table.name).name);
  const from = `from only ${fullName(table.name)} as ${alias}`;
  const { condition = 'true' } = keep;
  // What is one expression between these brackets, and between those below, is one expression.
  await run(client, keep, [`select array[\n`, condition, `\n] ${from} where false`]);
  const select = `select ${keyOf(table, alias)} as key ${from} where (\n`;
  return (await run(client, keep, [select, condition, `\n) limit ${MOST_KEPT + 1}`])).map(({ key }) => key);
}

async function run(
  client: pg.ClientBase,
  keep: Keep,
  parts: readonly [string, string, string],
): Promise<{ key: string }[]> {
  try {
    return (await client.query<{ key: string }>(parts.join(''))).rows;
  } catch (error) {
    if (!isDatabaseError(error) || !/^(0A|21|22|25006|42|P0)/.test(error.code)) throw error;
    throw badKeep(keep, error, parts[0]);
  }
}

function badKeep(
  { table, condition = '' }: Keep,
  error: Error & { code: string; position?: string },
  before: string,
): SeedbedError {
  const length = [...condition].length;
  const at = error.position === undefined ? undefined : Number(error.position) - [...before].length;
  const position = at !== undefined && at >= 1 && at <= length ? at : undefined;
  const isCut = at !== undefined && at > length;
  const answer = isCut ? 'it ends too early' : excerptOfAnswer(error.message);
  const place = position === undefined ? '' : ` It is at ${excerptAt(condition, position)}.`;
  return new SeedbedError('bad_keep', {
    message: `What is to stay of "${table}" is no condition (${error.code}): ${answer}.${place}`,
    details: { table, sqlState: error.code, answer, position },
    cause: error,
  });
}
