import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { withDatabase } from '../../src/database/url.ts';
import { course } from '../../src/domains.ts';
import { User } from '../../src/entities/course/people.ts';
import { release, type TestTransaction, transaction } from '../../src/testing.ts';
import { servers } from '../support/database.ts';
import { kitOn } from './kit.ts';

describe.each(servers)('transaction of seedbed/testing, on PostgreSQL $version', ({ version }) => {
  const kit = kitOn(version);
  let current: TestTransaction<typeof course>;
  afterEach(async () => {
    if (current) await release(current);
  });

  const begin = async () => {
    current = await transaction(kit.empty);
    return current;
  };

  /** The people that a new transaction sees. */
  async function usersLater(): Promise<number> {
    const later = await transaction(kit.empty);
    const count = await later.em.count(User);
    await release(later);
    return count;
  }

  test('starts from the template, and leaves nothing', async () => {
    const { em, f, client } = await begin();
    const member = await f.courseMember.create();
    expect(await em.count(User)).toBe(1);
    const { rows } = await client.query('select user_id from course_member');
    expect(rows).toEqual([{ user_id: member.user.id }]);
    await release(current);
    expect(await usersLater()).toBe(0);
  });

  test('gives each test the same rows', async () => {
    const first = await (await begin()).f.user.create();
    await release(current);
    const second = await (await begin()).f.user.create();
    expect(second).not.toBe(first);
    expect(second.email).toBe(first.email);
  });

  test('keeps two at the same time apart', async () => {
    const { f, em } = await begin();
    const other = await transaction(kit.empty);
    const [one, two] = await Promise.all([f.user.create(), other.f.user.create()]);
    expect(one.email).not.toBe(two.email);
    expect(await em.count(User)).toBe(1);
    await release(other);
  });

  test('takes transactions of the application for savepoints, of an EntityManager and of a client', async () => {
    const { em, client, f } = await begin();
    const { id } = await f.user.create();
    const rename = (name: string) => async (inner: SqlEntityManager) => {
      await inner.nativeUpdate(User, { id }, { givenName: name });
      if (name === 'Nobody') throw new Error('changed my mind');
    };
    const nameNow = async () => (await client.query('select given_name from "user"')).rows;
    await em.fork().transactional(rename('Ada'));
    await expect(em.fork().transactional(rename('Nobody'))).rejects.toThrow('changed my mind');
    expect(await nameNow()).toEqual([{ given_name: 'Ada' }]);

    await client.query('BEGIN ISOLATION LEVEL SERIALIZABLE');
    await client.query({ text: 'update "user" set given_name = $1', values: ['Grace'] });
    await client.query('commit;');
    await client.query('begin');
    await client.query(`update "user" set given_name = 'Nobody'`);
    await client.query('Rollback Transaction');
    await client.query('rollback');
    expect(await nameNow()).toEqual([{ given_name: 'Grace' }]);

    await client.query('start transaction');
    await expect(client.query('select 1 / 0')).rejects.toThrow('division by zero');
    await client.query('commit'); // as PostgreSQL: of what has failed nothing is kept
    expect(await nameNow()).toEqual([{ given_name: 'Grace' }]);
    // The same where nobody waits for what fails, so that the commit is sent before that is known.
    const unawaited = [client.query('begin'), client.query('select 1 / 0'), client.query('commit')];
    const outcomes = await Promise.allSettled(unawaited);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await nameNow()).toEqual([{ given_name: 'Grace' }]);
    await release(current);
    expect(await usersLater()).toBe(0);
  });

  test('has an ORM for the application, which stays when that closes it', async () => {
    const { orm, f, em } = await begin();
    await f.user.create();
    await orm.em.transactional((inner) => inner.nativeUpdate(User, {}, { givenName: 'Ada' }));
    expect(await em.count(User, { givenName: 'Ada' })).toBe(1);
    await orm.close();
    await release(current);
    const { orm: another, f: later } = await begin();
    expect(another === orm).toBe(false);
    await later.user.create();
    expect(await another.em.fork().count(User)).toBe(1);
  });

  test("has the application's own MikroORM and its own SQL within", async () => {
    const { ormOptions, pool, em, f } = await begin();
    await f.user.create({ givenName: 'Ada' });
    // The database of its configuration is not on this server.
    const orm = await MikroORM.init({
      entities: [...course.entities],
      dbName: 'production',
      ...ormOptions,
    });
    await orm.em.fork().transactional(async (outer) => {
      await outer.nativeUpdate(User, {}, { givenName: 'Grace' });
      const inner = outer.transactional(async (nested) => {
        await nested.nativeDelete(User, {});
        throw new Error('changed my mind');
      });
      await expect(inner).rejects.toThrow('changed my mind');
    });
    await orm.close();
    expect(await em.count(User, { givenName: 'Grace' })).toBe(1);

    const client = await pool.connect();
    await client.query('begin');
    await client.query(`update "user" set given_name = 'Alan'`);
    const meanwhile = pool.query('select given_name from "user"'); // in its turn
    await client.query('rollback');
    client.release();
    expect((await meanwhile).rows).toEqual([{ given_name: 'Grace' }]);
    const lent = await new Promise((resolve, reject) => {
      pool.connect((error, another, done) => {
        if (error) reject(error);
        else resolve(another !== undefined);
        done();
      });
    });
    expect(lent).toBe(true);
    await expect(pool.query('select 1 / 0')).rejects.toThrow('division by zero');
    await pool.connect(); // which the application forgets
    await pool.end();
    await release(current);
    expect(await usersLater()).toBe(0);
  });

  test('tells an application that needs a second connection, and goes on', async () => {
    const { em, f } = await begin();
    const waiting = em.fork().transactional(() => em.fork().count(User));
    await expect(waiting).rejects.toMatchObject({
      code: 'connection_taken',
      hint: expect.stringContaining('clone()'),
    });
    await f.user.create();
    expect(await em.count(User)).toBe(1);
  });

  test('tells an application whose own second connection waits for it', async () => {
    const { client, f } = await begin();
    const { id } = await f.user.create();
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const at = withDatabase(kit.url, rows[0]?.name ?? '');
    const second = new pg.Client({ connectionString: at, application_name: 'mailer' });
    await second.connect();
    const waiting = second.query('insert into "user" (id) values ($1)', [id]);
    await expect(waiting).rejects.toThrow('canceling statement');
    await second.end();
    await expect(release(current)).rejects.toMatchObject({
      code: 'second_connection',
      message: expect.stringContaining('(mailer: insert into "user"'),
      hint: expect.stringContaining('clone()'),
    });
    expect(await usersLater()).toBe(0);
  });

  test('checks what a commit would have checked', async () => {
    const { client, f } = await begin();
    const { path } = await f.organization.create();
    await client.query(`
      insert into organization (title, organization_type, path)
      values ('Lost', 'organization', '${path}.nowhere.lost')`);
    const error: unknown = await release(current).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'commit_refused' });
    expect(error).toMatchObject({ details: { constraint: 'fk_organization_parent', sqlState: '23503' } });
    expect(await usersLater()).toBe(0);
  });

  test('says nothing more where the last statement has failed', async () => {
    const { client } = await begin();
    await expect(client.query('select 1 / 0')).rejects.toThrow('division by zero');
    await expect(release(current)).resolves.toBeUndefined();
  });

  test('goes on after a statement that would take for ever', async () => {
    const { client } = await begin();
    const waiting = client.query(`select pg_sleep('infinity')`).catch((error: unknown) => error);
    await release(current);
    expect(await waiting).toMatchObject({ code: '57014' });
    expect(await usersLater()).toBe(0);
  });

  test('leaves no setting of the factories to the application', async () => {
    const { client, f } = await begin();
    const settings = async () =>
      (await client.query(`select name, setting from pg_settings where source = 'session'`)).rows;
    const before = await settings();
    const { id } = await f.user.create({ updatedAt: new Date('2020-01-01') });
    await expect(f.user.violating('user_email_length').attempt()).resolves.toMatchObject({ refused: true });
    const { rows } = await client.query(`
      select nullif(current_setting('ctutor.preserve_timestamps', true), '') as setting`);
    expect(rows).toEqual([{ setting: null }]);
    expect(await settings()).toEqual(before);
    const { rows: updated } = await client.query(
      `update "user" set given_name = 'Ada' where id = $1 returning updated_at = now() as now`,
      [id],
    );
    expect(updated).toEqual([{ now: true }]);
  });

  test('leaves no setting of a test to the next', async () => {
    const { client } = await begin();
    const pid = async (one: pg.ClientBase) => (await one.query('select pg_backend_pid() as pid')).rows;
    const first = await pid(client);
    await client.query({ name: 'named', text: 'select 1' });
    await client.query(`set search_path to nowhere; select pg_advisory_lock(1); listen news`);
    await release(current);
    const { client: same } = await begin();
    expect(await pid(same)).toEqual(first);
    const { rows } = await same.query(`
      select current_setting('search_path') as path, (select count(*)::int from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid()) as locks`);
    expect(rows).toEqual([{ path: '"$user", public', locks: 0 }]);
    await same.query({ name: 'named', text: 'select 1' });
  });

  test('notices that a test has ended it, and takes another database for the next', async () => {
    const { client } = await begin();
    await client.query(`insert into "user" (given_name) values ('Ada'); commit; begin`);
    await expect(release(current)).rejects.toMatchObject({ code: 'transaction_ended' });
    expect(await usersLater()).toBe(0);
    const { client: next } = await begin();
    await next.query('insert into "user" default values; commit; begin');
    await expect(next.query('select 1 / 0')).rejects.toThrow('division by zero');
    await expect(release(current)).rejects.toMatchObject({ code: 'transaction_ended' });
    expect(await usersLater()).toBe(0);
    expect(await kit.databases()).toHaveLength(1);
  });
});
