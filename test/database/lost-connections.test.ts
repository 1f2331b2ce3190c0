import pg from 'pg';
import { expect, test } from 'vitest';
import { migrations } from '../../src/database/migrate.ts';
import { ReleasingDialect } from '../../src/database/releasing-dialect.ts';
import { course } from '../../src/domains.ts';
import { freshDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

/** A pool whose only connection is taken, and what ends it from outside. */
async function taken() {
  const { url, client: other } = await freshDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('connect', (client) => client.on('error', () => {}));
  const driver = new ReleasingDialect({ pool }).createDriver();
  await driver.init();
  const others = `from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  const lose = async (): Promise<void> => {
    await other.query(`select pg_terminate_backend(pid) ${others}`);
    await until(async () => (await other.query(`select ${others}`)).rowCount === 0);
  };
  return { pool, driver, lose, connection: await driver.acquireConnection() };
}

/** That the pool has its connection back, makes another one in its place, and closes. */
async function expectUsable({ pool, driver }: Awaited<ReturnType<typeof taken>>): Promise<void> {
  const next = await driver.acquireConnection();
  await driver.beginTransaction(next, {});
  await driver.rollbackTransaction(next);
  await driver.releaseConnection(next);
  expect({ all: pool.totalCount, idle: pool.idleCount }).toEqual({ all: 1, idle: 1 });
  await pool.end();
}

test('a connection that is lost before its transaction begins is given back, once', async () => {
  const all = await taken();
  await all.lose();
  await expect(all.driver.beginTransaction(all.connection, {})).rejects.toThrow();
  await all.driver.releaseConnection(all.connection);
  await expectUsable(all);
});

test('a connection that is lost in its transaction can be rolled back and given back', async () => {
  const all = await taken();
  await all.driver.beginTransaction(all.connection, {});
  await all.lose();
  await all.driver.rollbackTransaction(all.connection);
  await all.driver.releaseConnection(all.connection);
  await expectUsable(all);
});

test('migrations whose connection is lost say so, and end', async () => {
  const { url, client: other } = await freshDatabase({ template: 'course' });
  await other.query('begin; lock table public.mikro_orm_migrations in access exclusive mode');
  const outcome = migrations(course, url)
    .up()
    .catch((error: unknown) => error);
  const waiting = `select pid from pg_locks where not granted and relation = 'public.mikro_orm_migrations'::regclass`;
  await until(async () => ((await other.query(waiting)).rowCount ?? 0) > 0);
  await other.query(`select pg_terminate_backend(pid) from (${waiting}) waiting`);
  expect(await outcome).toMatchObject({ code: 'connection_lost' });
  await other.query('rollback');
});
