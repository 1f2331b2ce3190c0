import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { databaseProperties } from '../../src/staging/database-properties.ts';
import { everyServer, freshDatabase } from '../support/database.ts';

/** Lists of names as they may be kept for a database or role: each is one that PostgreSQL takes. */
const lists = [
  'Mine, public',
  'Mine,public',
  '"Mine",public',
  '"Mine", Public',
  ' public ',
  'pUBLIC , "a, b" , "$user"',
  '"a""b", ünïcode',
  '""',
  '',
  'a, "select", select, pg_catalog',
  'ÜNÏ, b',
];

describe.each(everyServer)('settings of a database on PostgreSQL $version', ({ version }) => {
  test.each(lists)('are given to another one as they are kept: %j', async (list) => {
    const from = (await freshDatabase({ version })).client;
    const to = (await freshDatabase({ version })).client;
    const name = pg.escapeIdentifier(from.database ?? '');
    await from.query(`begin; set local search_path = ''`);
    await from.query(`select set_config('search_path', $1, true)`, [list]);
    await from.query(`alter database ${name} set search_path from current`);
    await from.query(`commit; alter database ${name} set "my.List" = 'A, b'`);
    const { trimmings } = await databaseProperties(from, from.database ?? '');
    for (const statement of trimmings(to.database ?? '')) await to.query(statement);
    expect(await settingsOf(to)).toEqual(await settingsOf(from));
    expect(await settingsOf(to)).toContain(`search_path=${list}`);
  });
});

const settingsOf = async (client: pg.Client): Promise<readonly string[]> =>
  (
    await client.query<{ setting: string }>(
      `select unnest(setconfig) as setting from pg_db_role_setting
        where setrole = 0 and setdatabase = (select oid from pg_database where datname = current_database()) order by 1`,
    )
  ).rows.map(({ setting }) => setting);
