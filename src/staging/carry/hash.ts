import type pg from 'pg';
import type { ExactTable } from './exact.ts';

/**
 * A hash of all values of a table that does not depend on the order of its rows: their number, and the sums of two
 * hashes of each row. The server reads the table once.
 *
 * @param condition SQL: which rows `t` count; all of them where left out
 */
export async function tableHash(
  client: pg.ClientBase,
  { name, all }: ExactTable,
  condition = 'true',
): Promise<string> {
  const { rows } = await client.query<{ hash: string }>(
    `select concat_ws(' ', count(*), sum(hashtextextended(row, 0)), sum(hashtextextended(row, 1))) as hash
       from (select row(${all.join(', ')})::text collate "C" as row from only ${name} t where ${condition}) as rows`,
  );
  return rows[0]?.hash ?? '';
}
