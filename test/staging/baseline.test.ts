import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { course, domains } from '../../src/domains.ts';
import { tablesOf } from '../../src/load/table.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { plan } from '../../src/seeders/plan.ts';
import { previewSeed } from '../../src/seeders/preview.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { planReset } from '../../src/staging/plan.ts';
import { Shelf } from '../domains/toy/entities.ts';
import { library, shelves } from '../domains/toy/library.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { baselineOf, leaveBaseline, left } from './baseline.ts';
import { type Staging, stagingAt, stagingDatabase } from './staging.ts';

const origin = { seed: 0, now: DEFAULT_NOW };

/** A database with what migrations have left. */
async function migrated(version: 15 | 18 = 18) {
  const database = await freshDatabase({ version, template: 'course' });
  await leaveBaseline(database.client);
  return database;
}

/** The same, labelled; whoever asks does so by connections that end. */
async function labelled(version: 15 | 18 = 18, more = ''): Promise<Staging> {
  const { url, client } = await migrated(version);
  await client.query(more);
  await setLabel(client, course, 'staging', 'ada');
  const permission = { author: { by: 'ada' }, embedded: false, confirm: addressOf(client) };
  await client.end();
  return stagingAt(url, version, permission);
}

/** What `look` says by a connection of its own. */
async function at<T>({ url }: Pick<Staging, 'url'>, look: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  return await look(client).finally(() => client.end());
}

describe.each(servers)('a baseline on PostgreSQL $version', ({ version }) => {
  test('is recorded by a label, and no data that keeps a scenario out', async () => {
    const { client } = await migrated(version);
    const before = await baselineOf(client);
    await expect(seed(client, course, minimal, origin)).rejects.toMatchObject({ code: 'data_present' });
    expect(await setLabel(client, course, 'staging', 'ada')).toMatchObject({ baseline: left });
    expect(await previewSeed(client, course, minimal, origin)).toMatchObject({ total: 27 });
    expect(await seed(client, course, minimal, origin)).toMatchObject({ rows: 27, used: [], change: null });
    expect(await baselineOf(client)).toEqual(before);
    await expect(seed(client, course, minimal, origin)).rejects.toMatchObject({
      code: 'data_present',
      details: { rows: { user: 2, role: 1 } },
    });
  });

  test.each(['rename', 'transaction'] as const)(
    'stays in resets by %s, and in their undo',
    async (strategy) => {
      const staging = await labelled(version);
      const before = await at(staging, baselineOf);
      for (const number of [1, 2]) {
        expect(await staging.resetTo(minimal, number, { strategy })).toMatchObject({ rows: 27, strategy });
        expect(await at(staging, baselineOf)).toEqual(before);
      }
      expect(await at(staging, (client) => verify(client, course, { all: true }))).toMatchObject({
        violations: [],
      });
      await staging.undo();
      expect(await at(staging, baselineOf)).toEqual(before);
      await staging.redo();
      // What people have made of it since counts, and what was recorded is known to the database that has come back.
      await staging.ask(`update course_role set title = 'Tutors' where id = '_tutor'`);
      await staging.undo();
      await staging.undo();
      expect(await at(staging, baselineOf)).toEqual(before);
      expect(
        await staging.ask('select name, count(*)::int as rows from seedbed_staging.baseline group by name'),
      ).toHaveLength(Object.keys(left).length);
      expect(await staging.ask('select count(*)::int as users from "user"')).toEqual([{ users: 1 }]);
    },
  );

  test.each(['rename', 'transaction'] as const)(
    'is as it is when a reset by %s comes to its end',
    async (strategy) => {
      const staging = await labelled(version);
      await staging.resetTo(minimal, 1, { strategy: 'transaction' });
      await staging.ask(`update course_role set title = 'Tutors' where id = '_tutor';
      delete from course_role where id = '_lecturer'`);
      const before = await at(staging, baselineOf);
      await staging.resetTo(minimal, 2, { strategy });
      expect(await at(staging, baselineOf)).toEqual(before);
    },
  );

  test('is used where a scenario has a row of the same key or the same unique values', async () => {
    const [part] = minimal.parts({ ...origin, namespace: '' }, {});
    const rows = new Map([...(part ?? [])].map(([entity, some]) => [entity.name, some[0]]));
    const [role, backend] = [rows.get('Role'), rows.get('ExecutionBackend')];
    const { client } = await migrated(version);
    await client.query(`insert into role (id, title) values ('${role?.['id']}', 'Ours');
      insert into execution_backend (slug, type) values ('${backend?.['slug']}', 'ours')`);
    await setLabel(client, course, 'staging', 'ada');
    const seeded = await seed(client, course, minimal, origin);
    expect(seeded).toMatchObject({
      rows: 25,
      used: [
        { table: 'role', rows: 1 },
        { table: 'execution_backend', rows: 1 },
      ],
      change: expect.stringContaining('"role" 1, "execution_backend" 1'),
    });
    const { rows: found } = await client.query(`select
      (select title from role where id = '${role?.['id']}') as role,
      (select count(*)::int from user_role where role_id = '${role?.['id']}') as user_roles,
      (select array_agg(type) from execution_backend where slug = '${backend?.['slug']}') as backends,
      (select count(*)::int from result join execution_backend b on b.id = execution_backend_id where b.type = 'ours') as results,
      (select count(*)::int from course_content join execution_backend b on b.id = execution_backend_id where b.type = 'ours') as contents`);
    expect(found).toEqual([{ role: 'Ours', user_roles: 1, backends: ['ours'], results: 1, contents: 1 }]);
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
  });
});

test('is not used for a row with the same number, which a database gives by chance', async () => {
  const { client, url } = await freshDatabase();
  await migrations(library, url).up();
  const parts = [...shelves.parts({ ...origin, namespace: '' }, { shelves: 2, books: 1 })];
  const [, second] = parts.flatMap((part) => part.get(Shelf) ?? []);
  await client.query(
    `insert into shelf (id, label, built_at) values (10, 'Porch', now()), (9, '${second?.['label']}', now())`,
  );
  await setLabel(client, library, 'staging', 'ada');
  const fill = () => seed(client, library, shelves, origin);
  await expect(fill()).rejects.toMatchObject({
    code: 'load_refused',
    message: expect.stringContaining('shelf_pkey'),
    hint: expect.stringContaining('A row that stays may have it'),
  });
  await client.query(`update shelf set id = 5 where label = 'Porch'`);
  await setLabel(client, library, 'staging', 'ada');
  expect(await fill()).toMatchObject({ used: [{ table: 'shelf', rows: 1 }] });
  const { rows } = await client.query('select shelf_id, count(*)::int from book group by 1 order by 1');
  expect(rows.map((row) => row.shelf_id)).toContain(9);
  expect(rows.map((row) => row.shelf_id)).not.toContain(5);
});

describe('what counts as a baseline', () => {
  test('is no dataset: each fills more than half of the tables', () => {
    for (const domain of domains) {
      for (const scenario of domain.scenarios) {
        const { tables } = plan(domain, scenario, {}, origin);
        expect(Object.keys(tables).length, scenario.name).toBeGreaterThan(tablesOf(domain).length / 2);
      }
    }
  });

  test('is nothing of a database that is in use, and stays what it was there', async () => {
    const { client } = await freshDatabase({ template: 'course' });
    await seed(client, course, minimal, origin);
    await leaveBaseline(client);
    expect(await setLabel(client, course, 'staging', 'ada')).toMatchObject({ baseline: {} });
    const keep = [{ table: 'course_role', condition: `id = '_tutor'` }, { table: 'role_claim' }];
    expect(await setLabel(client, course, 'staging', 'ada', { keep })).toMatchObject({
      baseline: { course_role: 1, role_claim: 3 },
    });
    expect(await setLabel(client, course, 'staging', 'ada')).toMatchObject({
      baseline: { course_role: 1, role_claim: 3 },
    });
    await client.query(`delete from course_role where id = '_tutor'`);
    expect(await setLabel(client, course, 'staging', 'ada')).toMatchObject({ baseline: { role_claim: 3 } });
    expect(await setLabel(client, course, 'staging', 'ada', { baseline: false })).toMatchObject({
      baseline: {},
    });
  });

  test('is not judged by the rules of the domain', async () => {
    const { client } = await migrated();
    await client.query(`alter table role drop constraint id_label_valid;
      insert into role (id, title, builtin) values ('_Not a slug', 'Odd', true)`);
    await setLabel(client, course, 'staging', 'ada');
    expect(await seed(client, course, minimal, origin)).toMatchObject({ rows: 27 });
    const { violations } = await verify(client, course);
    expect(violations.map(({ rule, rows }) => [rule.table, rows])).toEqual([['role', 1]]);
  });

  test('does not keep out a dataset in files', async () => {
    const { url, client } = await migrated();
    await setLabel(client, course, 'staging', 'ada');
    const project = { cwd: temporaryFolder(), env: { DATABASE_URL: url } };
    await seedbed(['seed', 'minimal', '--out', 'files'], project);
    const { code, stdout } = await seedbed(['load', 'files', '--json'], project);
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 0,
      rows: 27,
      tables: { user: 2, role: 1 },
    });
  });

  test('is beside rows that are loaded with indexes and keys made again', async () => {
    const { client } = await migrated();
    const before = await baselineOf(client);
    await setLabel(client, course, 'staging', 'ada');
    expect(await seed(client, course, minimal, origin, { load: 'rebuild' })).toMatchObject({
      load: 'rebuild',
    });
    expect(await baselineOf(client)).toEqual(before);
  });
});

test('a dry run says what goes and what stays, and rows that are kept this time stay', async () => {
  const staging = await labelled();
  await staging.resetTo(minimal, 1, { strategy: 'transaction' });
  await staging.ask(
    `insert into "user" (id, given_name, email) values ('7d0b0a52-3c5e-4b3f-8f0e-6a8f1f0c9d11', 'Eve', 'eve@example.org')`,
  );
  const keep = [{ table: 'user', condition: `email in ('eve@example.org') -- hers` }];
  const plan = await planReset(staging.url, course, minimal, origin, { ...staging.permission, keep });
  expect(plan).toMatchObject({
    goes: { user: 2, role: 1, role_claim: 1, user_role: 1, execution_backend: 1 },
    stays: { user: 2, role: 4, course_role: 6, role_claim: 2, course_content_kind: 4 },
    carried: [{ name: 'public.mikro_orm_migrations', rows: expect.any(Number) }],
  });
  expect(plan.goes).not.toHaveProperty('course_role');
  await staging.resetTo(minimal, 2, { strategy: 'rename', keep });
  const isThere = `select count(*)::int as rows from "user" where given_name = 'Eve'`;
  expect(await staging.ask(isThere)).toEqual([{ rows: 1 }]);
  await staging.resetTo(minimal, 3, { strategy: 'transaction' });
  expect(await staging.ask(isThere)).toEqual([{ rows: 0 }]);
});

test.each(['rename', 'transaction'] as const)(
  'rows of lookup tables beyond the schema’s own go, and are counted, by %s',
  async (strategy) => {
    const staging = await stagingDatabase(18);
    await staging.ask(`insert into course_role (id, title) values ('observer', 'Watches');
      insert into role (id, title) values ('visitor', 'Visits')`);
    const planned = await planReset(staging.url, course, minimal, origin, {
      ...staging.permission,
      strategy,
    });
    const before = `select (select count(*)::int from course_role) as course_roles, (select count(*)::int from role) as roles`;
    expect(await staging.ask(before)).toEqual([{ course_roles: 5, roles: 5 }]);
    expect(planned.goes).toMatchObject({ course_role: 1, role: 2 });
    expect(planned.stays).toMatchObject({ course_role: 4, role: 3 });
    expect(planned.emptied).not.toContain('course_role');
    await staging.resetTo(minimal, 2, { strategy });
    const visitors = `select count(*)::int as rows from role where id = 'visitor'`;
    expect(await staging.ask(before)).toEqual([{ course_roles: 4, roles: 4 }]);
    expect(await staging.ask(visitors)).toEqual([{ rows: 0 }]);
    await staging.undo();
    expect(await staging.ask(before)).toEqual([{ course_roles: 5, roles: 5 }]);
    expect(await staging.ask(visitors)).toEqual([{ rows: 1 }]);
  },
);

describe('a reset is refused, and changes nothing,', () => {
  test('where rows that stay refer to rows that go', async () => {
    const staging = await labelled();
    await staging.resetTo(minimal, 1, { strategy: 'transaction' });
    await staging.ask(`update execution_backend set updated_by = (select id from "user" where given_name <> 'Ada' limit 1)
      where slug = 'prefect'`);
    const refused = {
      code: 'kept_rows_refer',
      message: expect.stringMatching(/1 of public\.execution_backend, by \w+, to rows of public\."user"/),
    };
    const run = { ...staging.permission };
    await expect(planReset(staging.url, course, minimal, origin, run)).rejects.toMatchObject(refused);
    for (const strategy of ['rename', 'transaction'] as const)
      await expect(staging.resetTo(minimal, 2, { strategy })).rejects.toMatchObject(refused);
    const keep = [{ table: 'user' }];
    expect(await staging.resetTo(minimal, 2, { strategy: 'transaction', keep })).toMatchObject({
      rows: 25,
      used: [{ table: 'user', rows: 2 }],
    });
  });

  test('where triggers change rows that stay while it goes on in place', async () => {
    const staging = await labelled();
    await staging.ask(`create function touch() returns trigger language plpgsql as $$
      begin update public.course_role set description = 'touched' where id = '_tutor'; return null; end $$;
      create trigger touch after insert on course for each statement execute function touch()`);
    const before = await at(staging, baselineOf);
    await expect(staging.resetTo(minimal, 1, { strategy: 'transaction' })).rejects.toMatchObject({
      code: 'rows_in_the_way',
      message: expect.stringContaining('public."course_role"'),
    });
    expect(await at(staging, baselineOf)).toEqual(before);
  });

  test('by rename, where rows that stay refer to those of other tables', async () => {
    const more = `create table tenant (id int primary key); insert into tenant values (1);
      alter table course_role add tenant_id int references tenant; update course_role set tenant_id = 1 where id = '_tutor'`;
    const staging = await labelled(18, more);
    const { strategy, reasons } = await staging.resetTo(minimal, 1);
    expect({ strategy, reasons: reasons.join() }).toEqual({
      strategy: 'transaction',
      reasons: expect.stringContaining('refer to rows of public.tenant (course_role_tenant_id_fkey)'),
    });
  });
});
