import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { platformPath } from '../../database/session-settings.ts';
import { underSettings } from '../../database/setting.ts';
import { refusedBy } from '../../load/refusal.ts';
import type { ExactTable } from './exact.ts';
import { tableHash } from './hash.ts';
import { rowsInTheWay } from './rows-in-the-way.ts';

/**
 * Copies all rows of a table into the empty one of the same name, and proves that they are the same there.
 *
 * @throws `rows_in_the_way` where the other database does not take them, or makes others of them
 */
export async function copyTable(from: pg.ClientBase, to: pg.ClientBase, table: ExactTable): Promise<void> {
  const { name, written } = table;
  try {
    const columns = written.map(({ column }) => column).join(', ');
    const query = `select ${written.map(({ read }) => read).join(', ')} from only ${name} t`;
    await copyRows(from, query, to, columns === '' ? name : `${name} (${columns})`);
    const [before, after] = await Promise.all([tableHash(from, table), tableHash(to, table)]);
    if (before !== after) throw rowsInTheWay(name, 'they are not the same in another database');
  } catch (error) {
    throw explainRow(name, error);
  }
}

/** Both databases have the same encoding, in which the bytes pass unchanged. */
export async function copyRows(
  from: pg.ClientBase,
  query: string,
  to: pg.ClientBase,
  into: string,
): Promise<void> {
  const { rows } = await from.query<{ encoding: string }>(
    `select quote_literal(current_setting('server_encoding')) as encoding`,
  );
  const options = `(encoding ${rows[0]?.encoding})`;
  await underSettings(to, { search_path: platformPath }, async () => {
    const source = from.query(copyTo(`copy (${query}) to stdout ${options}`));
    await pipeline(source, to.query(copyFrom(`copy ${into} from stdin ${options}`)));
  });
}

/** A value or row that PostgreSQL refuses, as an error that names the table; anything else as it is. */
export function explainRow(table: string, error: unknown): unknown {
  const refused = refusedBy(error);
  return refused && /^(22|23|54)/.test(refused.code ?? '')
    ? rowsInTheWay(table, refused.message, error)
    : error;
}
