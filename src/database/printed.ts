import type pg from 'pg';
import { underSettings } from './setting.ts';

/** Where PostgreSQL prints names without their schema. */
const PATH = 'public';

/** Statements that give the rows of a query, whose names are printed as in `public`. */
const declare = (sql: string): string => `declare seedbed_printed no scroll cursor for ${sql}`;
const FETCH = 'fetch all from seedbed_printed';
const CLOSE = 'close seedbed_printed';

/**
 * The rows of a query over the catalogue in which names in `public` have no schema, as users write them. PostgreSQL
 * prints names by the search path of the moment but understands a query by that under which it is declared: its
 * functions and operators are found under the path of the connection.
 *
 * @example await queryPrinted(client, 'select c.oid::regclass::text as name from pg_class c') // [{ name: '"user"' }]
 */
export async function queryPrinted<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const own = client.getTransactionStatus() === 'I';
  if (own) await client.query('begin');
  try {
    await client.query(declare(sql), [...values]);
    const { rows } = await underSettings(client, { search_path: PATH }, () => client.query<Row>(FETCH));
    await client.query(CLOSE);
    if (own) await client.query('commit');
    return rows;
  } catch (error) {
    // On a lost connection there is nothing to end.
    if (own) await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** As `queryPrinted`, where statements are sent in another way, in a transaction of its own. */
export async function executePrinted<Result>(
  send: (sql: string) => Promise<Result>,
  sql: string,
): Promise<Result> {
  await send('begin');
  try {
    await send(declare(sql));
    await send(`set local search_path = ${PATH}`);
    return await send(FETCH);
  } finally {
    await send('rollback');
  }
}
