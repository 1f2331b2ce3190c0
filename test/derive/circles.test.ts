import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import type { LoadMode } from '../../src/load/load.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { reset } from '../../src/staging/reset.ts';
import { undo } from '../../src/staging/undo.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder } from '../support/project.ts';
import { counts, type DerivedDatabase, derivedDatabase, seedSample } from './derived.ts';

/** Each department has a head, who is one of its people. */
const COMPANY = `
  create table department (id int primary key, name text not null, head_id int);
  create table employee (id uuid primary key, name text not null, department_id int not null references department,
    number int not null unique);
  alter table department add foreign key (head_id) references employee (number)`;

const numberOf = async ({ client }: Pick<DerivedDatabase, 'client'>, query: string): Promise<number> =>
  (await client.query<{ count: number }>(`select count(*)::int as count from ${query}`)).rows[0]?.count ?? 0;

/** What the keys to later tables are after a load. */
const keysOf = async ({ client }: DerivedDatabase) =>
  (
    await client.query(`
      select conname, condeferrable, condeferred, pg_get_constraintdef(oid) from pg_constraint where contype = 'f' order by 1`)
  ).rows;

describe.each<LoadMode>(['live', 'rebuild'])('loaded %s, tables in a circle', (load) => {
  test('point to each other, and back to where they came from', async () => {
    const database = await derivedDatabase(COMPANY);
    const { client, domain } = database;
    const before = await keysOf(database);
    const [sample] = domain.scenarios;
    if (!sample) throw new Error('there is a sample');
    const parameters = { department: 60, employee: 900 };
    await seed(client, domain, sample, { seed: 1, now: DEFAULT_NOW }, { parameters, load });
    expect(await numberOf(database, 'public.department where head_id is not null')).toBeGreaterThan(30);
    expect(await numberOf(database, 'public.department where head_id is null')).toBeGreaterThan(0);
    expect(
      await numberOf(
        database,
        'public.department d join public.employee e on e.number = d.head_id where e.department_id <> d.id',
      ),
    ).toBe(0);
    expect((await verify(client, domain, { all: true })).violations).toEqual([]);
    expect(await keysOf(database)).toEqual(before);
  });
});

test('their rows are the same in each shard as in the whole', async () => {
  const { domain } = await derivedDatabase(COMPANY);
  const rowsOf = (shard?: { number: number; of: number }) =>
    [...(domain.scenarios[0]?.parts({ seed: 3, now: DEFAULT_NOW }, { rows: 2_500 }, shard) ?? [])].flatMap(
      (part) => [...part].flatMap(([entity, rows]) => rows.map((row) => JSON.stringify([entity.name, row]))),
    );
  const shards = [1, 2, 3].flatMap((number) => rowsOf({ number, of: 3 }));
  expect(shards.sort()).toEqual(rowsOf().sort());
});

test('a key that an override leaves empty stays so', async () => {
  const database = await derivedDatabase(COMPANY);
  const overrides = { department: { head: null } };
  const domain = deriveDomain({ name: 'headless', structure: database.structure, overrides });
  await seedSample({ ...database, domain });
  expect(await numberOf(database, 'public.department where head_id is not null')).toBe(0);
});

test('their files are loaded as they are', async () => {
  const { client, domain } = await derivedDatabase(COMPANY);
  const [sample] = domain.scenarios;
  if (!sample) throw new Error('there is a sample');
  const folder = join(temporaryFolder(), 'part');
  await writePart(folder, domain, sample, { seed: 1, now: DEFAULT_NOW });
  await loadParts(client, domain, await readParts([folder]), { load: 'live' });
  const loaded = await datasetHash(client, domain);
  const seeded = await derivedDatabase(COMPANY);
  await seedSample(seeded);
  expect(loaded).toEqual(await datasetHash(seeded.client, domain));
});

test('they are reset in place, and undone', async () => {
  const database = await derivedDatabase(COMPANY);
  const { url, client, domain } = database;
  await seedSample(database);
  await setLabel(client, domain, 'staging', 'ada');
  const [sample] = domain.scenarios;
  if (!sample) throw new Error('there is a sample');
  const permission = { author: { by: 'ada', commit: 'c0ffee' }, embedded: false, confirm: addressOf(client) };
  const before = await datasetHash(client, domain);
  const options = { ...permission, strategy: 'transaction' as const, parameters: { rows: 20 } };
  await reset(url, domain, sample, { seed: 2, now: DEFAULT_NOW }, options);
  expect(await counts(database)).toMatchObject({ employee: 20 });
  await undo(url, domain, permission);
  expect(await datasetHash(client, domain)).toEqual(before);
});

test('who does not own the tables is told why the key cannot wait', async () => {
  const { client, domain } = await derivedDatabase(COMPANY);
  const role = 'clerk_of_circles';
  await client.query(`
    do $$ begin create role ${role}; exception when duplicate_object then null; end $$;
    grant select, insert on all tables in schema public to ${role}; set role ${role}`);
  const [sample] = domain.scenarios;
  if (!sample) throw new Error('there is a sample');
  await expect(seed(client, domain, sample, { seed: 1, now: DEFAULT_NOW })).rejects.toMatchObject({
    code: 'load_refused',
    hint: expect.stringContaining('Connect as the owner of the tables'),
  });
  await client.query(
    'reset role; alter table public.department alter constraint department_head_id_fkey deferrable',
  );
  await client.query(`set role ${role}`);
  await seed(client, domain, sample, { seed: 1, now: DEFAULT_NOW });
});

/** Tables in circles, and how many rows have the key that waits, at least and at most, of about 40. */
const circles: Readonly<Record<string, readonly [sql: string, filled: string, range: [number, number]]>> = {
  'a key that no two rows share': [
    `create table team (id int primary key, captain_id int unique);
     create table player (id int primary key, team_id int references team);
     alter table team add foreign key (captain_id) references player`,
    'team where captain_id is not null',
    [4, 13],
  ],
  'a key that each row must have, by a check': [
    `create table box (id int primary key, lid_id int, check (lid_id is not null));
     create table lid (id int primary key, box_id int references box);
     alter table box add foreign key (lid_id) references lid`,
    'box where lid_id is not null',
    [13, 13],
  ],
  'one key of two, never both': [
    `create table shop (id int primary key, name text not null);
     create table note (id int primary key, shop_id int references shop, reply_id int,
       check (num_nonnulls(shop_id, reply_id) = 1));
     create table reply (id int primary key, note_id int not null references note);
     alter table note add foreign key (reply_id) references reply`,
    'note where reply_id is not null',
    [1, 13],
  ],
  'two keys that a check keeps apart': [
    `create table club (id int primary key, chair int, deputy int, check (chair <> deputy));
     create table member (id int primary key, club_id int not null references club);
     alter table club add foreign key (chair) references member, add foreign key (deputy) references member`,
    'club where chair is not null and deputy is not null',
    [3, 13],
  ],
  'a key over two columns, of which others give one': [
    `create table tenant (id int primary key);
     create table project (tenant_id int not null references tenant, id int not null, current_task int, primary key (tenant_id, id));
     create table task (tenant_id int not null references tenant, id int not null, project_id int not null,
       primary key (tenant_id, id), foreign key (tenant_id, project_id) references project);
     alter table project add foreign key (tenant_id, current_task) references task`,
    'project where current_task is not null',
    [3, 13],
  ],
  'a key that is looked at in the end, in a partitioned table': [
    `create table parcel (id int not null, zone text not null, last_scan int, primary key (id, zone)) partition by list (zone);
     create table parcel_a partition of parcel for values in ('a');
     create table parcel_b partition of parcel for values in ('b', 'c');
     create table scan (id int primary key, parcel_id int not null, zone text not null, foreign key (parcel_id, zone) references parcel);
     alter table parcel add foreign key (last_scan) references scan deferrable`,
    'parcel where last_scan is not null',
    [4, 13],
  ],
  'three tables': [
    `create table a (id int primary key, c_id int);
     create table b (id int primary key, a_id int not null references a);
     create table c (id int primary key, b_id int not null references b);
     alter table a add foreign key (c_id) references c`,
    'a where c_id is not null',
    [4, 13],
  ],
  'a tree has roots and children': [
    'create table node (id int primary key, parent_id int references node)',
    'node where parent_id is not null',
    [20, 39],
  ],
  'a chain of rows': [
    'create table step (id int primary key, before_id int unique references step)',
    'step where before_id is not null',
    [20, 39],
  ],
};

test.each(Object.entries(circles))('in a circle, %s', async (_, [sql, filled, [least, most]]) => {
  const database = await derivedDatabase(sql);
  await seedSample(database, { rows: 40 });
  const found = await numberOf(database, `public.${filled}`);
  expect(found).toBeGreaterThanOrEqual(least);
  expect(found).toBeLessThanOrEqual(most);
});
