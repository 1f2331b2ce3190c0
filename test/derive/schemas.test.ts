import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { connect } from '../../src/database/connect.ts';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { readStructure } from '../../src/derive/read-structure.ts';
import { lint } from '../../src/lint.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { reset } from '../../src/staging/reset.ts';
import { undo } from '../../src/staging/undo.ts';
import { restore } from '../../src/transfer/backup/restore.ts';
import { backUp } from '../../src/transfer/backup/write.ts';
import { everyServer, freshDatabase, servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { counts, type DerivedDatabase, derivedDatabase, seedSample } from './derived.ts';
import { describeFilling } from './describe-filling.ts';

/** Accounts as a platform keeps them, and what a project has of its own beside them. */
const ACCOUNTS = `
  create schema auth;
  create type auth.level as enum ('free', 'paid');
  create domain auth.mail as text check (value like '%@%');
  create table auth.users (
    id uuid primary key default gen_random_uuid(), email auth.mail not null unique, level auth.level not null default 'free',
    levels auth.level[] not null, invited_by uuid references auth.users);
  create table users (id int primary key, name text not null unique);
  create table profile (
    id uuid primary key references auth.users, user_id int not null references users, bio text not null,
    level auth.level not null);
  create table auth.session (
    id serial primary key, user_id uuid not null references auth.users, profile_id uuid references public.profile,
    state text not null check (state in ('open', 'shut')), started_at timestamptz not null, ended_at timestamptz,
    check (ended_at >= started_at))`;

/** Tables in several schemas, each by one thing that is hard there. */
const across = {
  'accounts in a schema of their own': ACCOUNTS,
  'two tables of one name that point to each other': `
    create schema app;
    create table item (id int primary key, name text not null);
    create table app.item (
      id bigint generated always as identity primary key, item_id int not null references item,
      price numeric(8,2) not null check (price > 0));
    alter table item add column item_id bigint references app.item`,
  'a circle across schemas, and in one that is not public': `
    create schema app;
    create table team (id int primary key, name text not null, head_id int);
    create table app.person (id int primary key, name text not null, team_id int not null references team);
    alter table team add foreign key (head_id) references app.person;
    create table app.a (id int primary key, b_id int);
    create table app.b (id int primary key, a_id int not null references app.a);
    alter table app.a add foreign key (b_id) references app.b`,
  'no table in public': `
    create schema app;
    create table app.customer (id serial primary key, email varchar(60) not null unique);
    create table app."order" (
      id serial primary key, customer_id int not null references app.customer, code text not null unique)`,
  'names that need quotes': `
    create schema "Sales ""EU"";--"; create schema "Pg_temp"; create schema "select";
    create type "Pg_temp"."Mood '" as enum ('so', 'so so');
    create domain "select"."Share %" as numeric(3,2) check (value between 0 and 1);
    create table "Sales ""EU"";--"."Order's ""$1""" (
      id serial primary key, "Mood" "Pg_temp"."Mood '" not null, "drop" "select"."Share %" not null);
    create table "Pg_temp"."user" (
      id int primary key, "from" int not null references "Sales ""EU"";--"."Order's ""$1""",
      check ("from" <> -1), unique ("from", id));
    create table "select"."user" (id int references "Pg_temp"."user", "order" int, primary key (id, "order"));
    create table "user" (id int, "order" int not null, foreign key (id, "order") references "select"."user", primary key (id))`,
  'keys of several columns, and to a column that is unique': `
    create schema a; create schema b;
    create table a.place (country char(2), number int, code char(3) not null unique, primary key (country, number));
    create table b.visit (
      id int primary key, country char(2) not null, number int not null, code char(3) references a.place (code),
      foreign key (country, number) references a.place)`,
  'partitions in another schema than their table': `
    create schema parts;
    create table parts.day (at date, id int, primary key (at, id)) partition by range (at);
    create table day_2026 partition of parts.day for values from ('2026-01-01') to ('2027-01-01')`,
  'an exclusion, a generated column and a unique expression': `
    create extension btree_gist; create schema app;
    create table app.booking (
      id int generated by default as identity primary key, room int not null,
      twice int generated always as (room * 2) stored, label text not null, during tstzrange not null,
      exclude using gist (room with =, during with &&));
    create unique index on app.booking (lower(label))`,
};

describeFilling(servers, across);

test('a table outside public is called with its schema, its factory likewise', async () => {
  const { structure, domain } = await derivedDatabase(ACCOUNTS);
  expect(structure.tables.map(({ name }) => name)).toEqual([
    'profile',
    'users',
    'auth.session',
    'auth.users',
  ]);
  expect(structure.elsewhere).toEqual([]);
  expect(Object.keys(domain.factories).sort()).toEqual(['authSession', 'authUsers', 'profile', 'users']);
});

test('factories make rows in each schema, and their parents in others', async () => {
  const { client, domain } = await derivedDatabase(ACCOUNTS);
  const f = bind(domain, { client });
  const session = await f['authSession']?.create({ profile: { bio: 'Hello', level: 'paid' } });
  expect(session).toMatchObject({ profile: { bio: 'Hello', level: 'paid' }, state: expect.any(String) });
  const again = await f['authSession']?.create({ user: Reflect.get(Object(session), 'user').id });
  expect(Reflect.get(Object(again), 'user')).toMatchObject({ email: expect.stringContaining('@') });
  const { rows } = await client.query(
    'select (select count(*)::int from auth.users) as accounts, (select count(*)::int from public.users) as people',
  );
  expect(rows).toEqual([{ accounts: 1, people: 1 }]);
});

describe('what is wrong is told of the right one of two tables', () => {
  test('by verify', async () => {
    const database = await derivedDatabase(ACCOUNTS);
    await seedSample(database);
    const { client, domain } = database;
    await client.query(`
      alter table auth.session drop constraint session_user_id_fkey;
      alter table auth.session drop constraint session_state_check;
      update auth.session set user_id = gen_random_uuid(), state = 'ajar' where id = 1`);
    const { violations } = await verify(client, domain);
    expect(violations.map(({ rule, rows }) => [rule.table, rule.name, rows])).toEqual([
      ['auth.session', 'session_user_id_fkey', 1],
    ]);
  });

  test('by a counterexample, whose rule has the same name in both', async () => {
    const { client, domain } = await derivedDatabase(`
      create schema app;
      create table item (id int primary key, name varchar(5) not null unique);
      create table app.item (id int primary key, name varchar(9) not null unique)`);
    const f = bind(domain, { client });
    for (const factory of ['item', 'appItem']) {
      for (const rule of ['item_name_key', 'item_pkey', 'item_name_not_null']) {
        const attempt = await f[factory]?.violating(rule).attempt();
        expect(attempt).toMatchObject({ refused: true, rule });
      }
    }
  });

  test('by the load, which says the schema', async () => {
    const database = await derivedDatabase(ACCOUNTS);
    const { url, client } = database;
    const domain = deriveDomain({
      name: 'stranger',
      structure: database.structure,
      overrides: { authUsers: { email: 'ada@example.org' } },
    });
    await client.query('alter table auth.users drop constraint users_email_key');
    await client.query('alter table auth.users add constraint one_mail unique (email)');
    await expect(seedSample({ client, domain })).rejects.toMatchObject({
      code: 'load_refused',
      details: { refusal: { table: 'auth.users', constraint: 'one_mail' } },
    });
    expect(url).toContain('postgresql://');
  });
});

describe('not filled, and named', () => {
  test('are tables that are left out: by name, and all of a schema', async () => {
    const { url, client } = await freshDatabase();
    await client.query(`${ACCOUNTS};
      create schema storage; create table storage.object (id int primary key); create table storage.bucket (id int primary key);
      create schema drizzle; create table drizzle.__drizzle_migrations (id int primary key)`);
    const { tables, elsewhere } = await readStructure(url, { leaveOut: ['auth.session', 'storage.*'] });
    expect(tables.map(({ name }) => name)).toEqual(['profile', 'users', 'auth.users']);
    expect(elsewhere).toEqual([]);
  });

  test('are tables whose name the ORM could not say, or whose schema the role may not use', async () => {
    const { url, client } = await freshDatabase();
    await client.query(`
      create schema "a.b"; create table "a.b".c (id int primary key);
      create schema a; create table a."b.c" (id int primary key); create table "a.b" (id int primary key);
      create schema "*"; create table "*".d (id int primary key);
      create table note (id int primary key, d_id int references "*".d)`);
    const { tables, elsewhere } = await readStructure(url);
    expect(tables.map(({ name }) => name)).toEqual(['note']);
    expect(elsewhere).toEqual(['"a.b"', '"a.b".c', '*.d', 'a."b.c"']);
    const domain = await deriveDomain({ name: 'dots', url });
    await seedSample({ client, domain }, { rows: 5 });
  });

  test('are tables of extensions and of PostgreSQL', async () => {
    const { url, client } = await freshDatabase();
    await client.query(
      'create schema ext; create extension hstore with schema ext; create temporary table t (id int primary key)',
    );
    expect(await readStructure(url)).toMatchObject({ tables: [], elsewhere: [], leftOut: [] });
  });
});

test.each([['transaction'], ['rename']] as const)(
  'what is in several schemas is reset and undone, by %s',
  async (strategy) => {
    // Of the tables of a newer server there is no pg_dump everywhere.
    const [{ version } = { version: 18 as const }] = everyServer.toSorted((a, b) => a.version - b.version);
    const database = await derivedDatabase(
      `${ACCOUNTS}; create table auth.audit (line text); insert into auth.audit values ('kept')`,
      version,
    );
    const { url, client, domain } = database;
    await seedSample(database);
    await setLabel(client, domain, 'staging', 'ada');
    const [sample] = domain.scenarios;
    if (!sample) throw new Error('there is a sample');
    const permission = {
      author: { by: 'ada', commit: 'c0ffee' },
      embedded: false,
      confirm: addressOf(client),
    };
    const before = await counts(database);
    await client.end();
    const options = {
      ...permission,
      strategy,
      parameters: { rows: 20 },
      keep: [{ table: 'auth.users', condition: 'true' }],
    };
    const done = await reset(url, domain, sample, { seed: 2, now: DEFAULT_NOW }, options);
    expect(done.strategy).toBe(strategy);
    expect(await countsAt(url, database)).toMatchObject({ 'auth.session': 20 });
    await undo(url, domain, permission);
    expect(await countsAt(url, database)).toEqual(before);
  },
);

test('a backup has the tables of each schema, and is restored', async () => {
  const database = await derivedDatabase(`${ACCOUNTS}; create table auth.other (id int primary key)`);
  const { client } = database;
  const structure = await readStructure(database.url, { leaveOut: ['auth.other'] });
  const domain = deriveDomain({ name: 'stranger', structure });
  await seedSample({ client, domain });
  const before = await counts({ ...database, structure });
  const { folder, manifest, others } = await backUp(client, domain, join(temporaryFolder(), 'backup'));
  expect(Object.keys(manifest.tables).sort()).toEqual(['auth.session', 'auth.users', 'profile', 'users']);
  expect(others).toEqual([]);
  await client.query('truncate auth.users, auth.session, profile, users');
  await restore(client, domain, folder);
  expect(await counts({ ...database, structure })).toEqual(before);
  const { rows } = await client.query(`select nextval('auth.session_id_seq')::int as next`);
  expect(rows).toEqual([{ next: (before['auth.session'] ?? 0) + 1 }]);
});

async function countsAt(url: string, database: DerivedDatabase): Promise<Record<string, number>> {
  const client = await connect(url);
  try {
    const { rows } = await client.query('select line from auth.audit');
    expect(rows).toEqual([{ line: 'kept' }]);
    return await counts({ ...database, client });
  } finally {
    await client.end();
  }
}

test('the tables of a database that a search path hides are the same', async () => {
  const database = await derivedDatabase(`${ACCOUNTS}; set search_path to auth`);
  await seedSample(database);
  expect(Object.values(await counts(database)).every((rows) => rows > 0)).toBe(true);
  const findings = await lint(database.domain, { client: database.client });
  expect(findings).toEqual([]);
});
