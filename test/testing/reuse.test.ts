import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { course } from '../../src/domains.ts';
import { User } from '../../src/entities/course/people.ts';
import { clone, release, type TestDatabase, type TestTransaction, transaction } from '../../src/testing.ts';
import { temporaryFolder } from '../support/project.ts';
import { startScript } from '../support/script.ts';
import { kitOn } from './kit.ts';

type Test = TestTransaction<typeof course> | TestDatabase<typeof course>;

const kit = kitOn(18);
const isolations = {
  transaction: () => transaction(kit.empty),
  clone: () => clone(kit.empty),
};

/** What a test leaves behind: each leaves something that is of no use to it any more. */
const leavings: Readonly<Record<string, (test: Test) => Promise<unknown>>> = {
  'a transaction on em': ({ em }) => em.begin(),
  'a transaction on a fork of orm': ({ orm }) => orm.em.fork().begin(),
  'a transaction on client': ({ client }) => client.query('begin; delete from session'),
  'a failed statement': ({ client }) => client.query('select 1/0').catch(() => {}),
  'a connection of pool': ({ pool }) => pool.connect(),
  'a connection of pool in a transaction': async ({ pool }) => (await pool.connect()).query('begin'),
  'several that wait for a connection': async ({ pool, em }) => {
    await pool.connect();
    pool.connect().catch(() => {});
    em.count(User).catch(() => {});
  },
  settings: ({ client }) =>
    client.query(`set search_path to pg_temp; set timezone to 'Asia/Tokyo'; set datestyle to german`),
  'a role': ({ client }) => client.query('set role pg_monitor'),
  'a temporary table': ({ client }) => client.query('create temporary table "user" (id int)'),
  'a prepared statement of SQL': ({ client }) => client.query('prepare plan_a as select 1'),
  'a prepared statement of the driver': ({ client }) =>
    client.query({ name: 'named', text: 'select 1 as one' }),
  'a cursor': ({ client }) => client.query('begin; declare c cursor with hold for select 1; commit'),
  'a listener': async ({ client }) => {
    client.on('notification', () => noted.push('notification'));
    client.on('notice', () => noted.push('notice'));
    await client.query('listen news');
  },
  'a lock': ({ client }) => client.query('select pg_advisory_lock(7)'),
  'a parser of a type': async ({ client }) => client.setTypeParser(23, () => 'parsed'),
  'rows in the identity map': async ({ f }) => f.user.create({ givenName: 'Left' }),
  'a subscriber on em': async ({ em }) =>
    em.getEventManager().registerSubscriber({
      beforeFlush: async () => {
        noted.push('em');
      },
    }),
  'a subscriber on orm': async ({ orm }) =>
    orm.em.getEventManager().registerSubscriber({
      beforeFlush: async () => {
        noted.push('orm');
      },
    }),
  'a filter on orm': async ({ orm }) =>
    orm.em.addFilter({ name: 'none', cond: { givenName: 'nobody' }, entity: User }),
};

let noted: string[] = [];
beforeEach(() => {
  noted = [];
});

/** All that a test would notice of another one. */
async function look({ client, em, orm, pool, f }: Test): Promise<unknown> {
  const ask = async (sql: string) => (await client.query(sql)).rows;
  const identities = em.getUnitOfWork().getIdentityMap().keys().length;
  await ask('prepare plan_a as select 2');
  const named = (await client.query({ name: 'named', text: 'select 2 as two' })).rows;
  await client.query(`do $$ begin raise notice 'hear'; end $$; notify news`);
  const created = await f.user.create({ givenName: 'Ada' });
  await em.flush();
  const forked = orm.em.fork();
  forked.create(User, { givenName: 'Byron' });
  await forked.flush();
  return {
    settings: await ask(
      `select current_setting('search_path') as path, current_setting('timezone') as zone, current_setting('datestyle') as style`,
    ),
    role: await ask('select current_user::text, session_user::text'),
    locks: await ask(
      `select count(*)::int from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`,
    ),
    cursors: await ask('select name from pg_cursors where is_holdable'),
    listening: await ask('select pg_listening_channels() as channel'),
    number: await ask('select 1 as one'),
    people: await forked
      .fork()
      .find(User, {}, { orderBy: { givenName: 1 } })
      .then((all) => all.map((one) => one.givenName)),
    pooled: (await pool.query('select count(*)::int as sessions from session')).rows,
    email: created.email,
    ...{ named, identities, noted: [...noted] },
  };
}

describe.each(Object.keys(isolations) as (keyof typeof isolations)[])('in a %s', (isolation) => {
  let wanted: unknown;
  beforeAll(async () => {
    const untouched = await isolations[isolation]();
    wanted = await look(untouched);
    await release(untouched);
  });

  test.each(Object.keys(leavings))('the next test notices nothing of %s', async (what) => {
    const guilty = await isolations[isolation]();
    const { pool, orm } = guilty;
    await leavings[what]?.(guilty);
    await release(guilty).catch(() => {});
    const next = await isolations[isolation]();
    expect(await look(next)).toEqual(wanted);
    await release(next);
    // What the first still has in hand reaches nobody.
    for (const use of [
      () => guilty.client.query('select 1'),
      () => pool.query('select 1'),
      () => orm.em.fork().count(User),
      () => guilty.em.count(User),
      () => guilty.f.user.create(),
    ])
      await expect((async () => await use())()).rejects.toThrow();
  });
});

test.each(['transaction', 'clone'] as const)(
  'a test in a %s that fails before it releases lets the process end',
  async (isolation) => {
    const cwd = temporaryFolder();
    const child = startScript(
      `
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import { course, entities } from '$src/course.ts';
    import { ${isolation}, template } from '$src/testing.ts';
    const empty = await template(course);
    test('fails', async () => {
      const db = await ${isolation}(empty);
      await db.f.user.create();
      await db.orm.em.fork().count(entities.User);
      await db.pool.query('select 1');
      await db.pool.connect();
      assert.equal(1, 2);
    });`,
      { cwd },
    );
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(said).toContain('1 !== 2');
    expect(code).toBe(1);
  },
);
