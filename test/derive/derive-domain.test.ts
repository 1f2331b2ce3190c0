import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { migrations } from '../../src/database/migrate.ts';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { readStructure } from '../../src/derive/read-structure.ts';
import type { DatabaseStructure } from '../../src/derive/structure.ts';
import { type Domain, defineDomain } from '../../src/domain.ts';
import type { Factories } from '../../src/factories/definition.ts';
import { factory } from '../../src/factories/factory.ts';
import { lint } from '../../src/lint.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { parseParameters } from '../../src/seeders/parameters.ts';
import { plan } from '../../src/seeders/plan.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { reset } from '../../src/staging/reset.ts';
import { undo } from '../../src/staging/undo.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { counts, derivedDatabase, seedSample } from './derived.ts';

/** A small shop as somebody else may have it. */
const SHOP = `
  create type order_state as enum ('new', 'paid', 'sent');
  create table customers (
    id int primary key, email varchar(60) not null unique, first_name text not null, last_name text not null,
    phone text, created_at timestamptz not null, updated_at timestamptz not null, deleted_at timestamptz);
  create table products (
    id int primary key, name text not null, price numeric(8,2) not null check (price > 0), stock int not null default 0);
  create table orders (
    id uuid primary key, customer_id int not null references customers, state order_state not null default 'new',
    placed_at timestamptz not null, paid_at timestamptz, check (state = 'new' or paid_at is not null));
  create table order_lines (
    order_id uuid references orders, position int, product_id int not null references products, quantity int not null,
    primary key (order_id, position))`;

let structure: DatabaseStructure;
beforeAll(async () => {
  const { url, client } = await freshDatabase();
  await client.query(SHOP);
  structure = await readStructure(url);
});

/** All rows of the sample, by factory. */
function rowsOf(
  domain: Domain,
  parameters = {},
  now = DEFAULT_NOW,
): Record<string, Record<string, unknown>[]> {
  const rows: Record<string, Record<string, unknown>[]> = {};
  for (const part of domain.scenarios[0]?.parts({ seed: 3, now: now }, parameters) ?? [])
    for (const [entity, some] of part) rows[entity.name] = [...(rows[entity.name] ?? []), ...some];
  return rows;
}

const shop = (options: object = {}) => deriveDomain({ name: 'shop', structure, ...options });

test('factories, properties and relations are called like tables and columns', () => {
  const { factories } = shop();
  expect(Object.keys(factories).sort()).toEqual(['customers', 'orderLines', 'orders', 'products']);
  expect(Object.keys(rowsOf(shop())['OrderLines']?.[0] ?? {})).toEqual([
    'order',
    'position',
    'product',
    'quantity',
  ]);
});

test('what was read once gives the same rows without a server, from JSON too', async () => {
  const file = join(temporaryFolder(), 'structure.json');
  writeFileSync(file, JSON.stringify(structure));
  const kept = deriveDomain({ name: 'shop', structure: pathToFileURL(file) });
  expect(rowsOf(kept)).toEqual(rowsOf(shop()));
});

test('reading again finds the same', async () => {
  const { url, client } = await freshDatabase({ version: 18 });
  await client.query(SHOP);
  expect(await readStructure(url)).toEqual(structure);
  expect(rowsOf(await deriveDomain({ name: 'shop', url }))).toEqual(rowsOf(shop()));
});

test('units of a shard have the rows that they have in the whole', () => {
  const [sample] = shop().scenarios;
  const parameters = { rows: 2_500 };
  const shards = [1, 2, 3].flatMap((number) => [
    ...(sample?.parts({ seed: 3, now: DEFAULT_NOW }, parameters, { number, of: 3 }) ?? []),
  ]);
  const text = (rows: unknown) => JSON.stringify(rows);
  const sharded = shards.flatMap((part) => [...part.values()].flat().map(text));
  const whole = Object.values(rowsOf(shop(), parameters)).flat().map(text);
  expect(sharded.sort()).toEqual(whole.sort());
});

describe('the sample', () => {
  test('has as many rows as it is told, of each table', () => {
    const domain = shop();
    const [sample] = domain.scenarios;
    if (!sample) throw new Error('there is a sample');
    const parameters = { rows: 200, products: 7 };
    const planned = plan(domain, sample, parameters, { seed: 3, now: DEFAULT_NOW });
    expect(planned.tables).toEqual({ customers: 22, products: 7, orders: 67, order_lines: 200 });
    const rows = rowsOf(domain, parameters);
    expect([rows['Customers']?.length, rows['Products']?.length]).toEqual([22, 7]);
  });

  test('gives some parents many children and others none', () => {
    const { Orders: orders = [], Customers: customers = [] } = rowsOf(shop(), { orders: 400, customers: 40 });
    const perCustomer = customers.map(({ id }) => orders.filter(({ customer }) => customer === id).length);
    expect(perCustomer).toContain(0);
    expect(Math.max(...perCustomer)).toBeGreaterThan(2 * (orders.length / customers.length));
  });

  test('numbers the lines of each order from 1', () => {
    const lines = Map.groupBy(rowsOf(shop())['OrderLines'] ?? [], ({ order }) => order);
    for (const some of lines.values())
      expect(some.map(({ position }) => position)).toEqual(some.map((_, i) => i + 1));
  });

  test('has times in the two years before now, in their order, and some rows that are deleted', () => {
    const now = new Date('2031-05-06T07:08:09Z');
    const customers = rowsOf(shop(), { customers: 300 }, now)['Customers'] ?? [];
    const time = (value: unknown) => (value instanceof Date ? value.getTime() : Number.NaN);
    for (const { createdAt, updatedAt } of customers) {
      expect(time(createdAt)).toBeLessThanOrEqual(time(updatedAt));
      expect(time(updatedAt)).toBeLessThanOrEqual(now.getTime());
      expect(time(createdAt)).toBeGreaterThan(Date.UTC(2029, 4, 1));
    }
    const gone = customers.filter(({ deletedAt }) => deletedAt !== null).length;
    expect(gone).toBeGreaterThan(0);
    expect(gone).toBeLessThan(customers.length / 4);
  });

  test('has mail addresses that reach nobody and go with the names, and numbers of fiction', () => {
    for (const { email, firstName, phone } of rowsOf(shop(), { customers: 100 })['Customers'] ?? []) {
      expect(email).toMatch(/@example\.(org|com|net)$/);
      expect(String(email).toLowerCase()).toContain(
        String(firstName)
          .toLowerCase()
          .replace(/[^a-z]/g, '')
          .slice(0, 4),
      );
      expect(phone ?? '+1 202 555 0100').toMatch(/^\+1 202 555 01\d\d$/);
    }
  });

  test('can be added under a name, twice', async () => {
    const database = await derivedDatabase(SHOP);
    await seedSample(database);
    const [sample] = database.domain.scenarios;
    if (!sample) throw new Error('there is a sample');
    const before = await counts(database);
    await seed(
      database.client,
      database.domain,
      sample,
      { seed: 1, now: DEFAULT_NOW },
      { namespace: 'second' },
    );
    expect((await counts(database))['orders']).toBe(2 * (before['orders'] ?? 0));
  });
});

describe('overrides', () => {
  test('take the place of what was derived', () => {
    const own = shop({ overrides: { products: { name: 'Tea', stock: ({ n }: { n: number }) => n } } });
    const products = rowsOf(own)['Products'] ?? [];
    expect(products.map(({ name, stock }) => [name, stock])).toEqual(products.map((_, n) => ['Tea', n]));
  });

  test('of relations, keys and columns that tell rows apart are kept to by the sample, too', async () => {
    const database = await derivedDatabase(`
      create table kinds (id int primary key, name text not null check (name in ('a', 'b')), unique (name));
      create table shelves (id int primary key, room int not null);
      create table things (
        id int primary key, kind_id int references kinds, shelf_id int not null references shelves, place int not null,
        next_id int references things, unique (shelf_id, place));`);
    const overrides = {
      shelves: { id: ({ n }: { n: number }) => 500 + n },
      things: {
        kind: null,
        shelf: ({ n }: { n: number }) => 500 + (n % 2),
        place: ({ n }: { n: number }) => 7 * n,
        next: null,
      },
    };
    const domain = deriveDomain({ name: 'own', structure: database.structure, overrides });
    await seedSample({ ...database, domain }, { rows: 30 });
    const { rows } = await database.client.query<Record<string, number | null>>(
      'select * from public.things order by id',
    );
    expect(rows).toEqual(
      Array.from({ length: 30 }, (_, n) => ({
        id: n + 1,
        kind_id: null,
        shelf_id: 500 + (n % 2),
        place: 7 * n,
        next_id: null,
      })),
    );
  });

  test('of a relation make no row for it', async () => {
    const { client, structure: found } = await derivedDatabase(SHOP);
    const domain = deriveDomain({ name: 'own', structure: found, overrides: { orders: { customer: 7 } } });
    const f = bind(domain, { client });
    await f['customers']?.create({ id: 7 });
    expect(await f['orders']?.create({})).toMatchObject({ customer: { id: 7 } });
    expect((await client.query('select from public.customers')).rowCount).toBe(1);
  });

  test('of no factory or column are refused with the nearest', () => {
    expect(() => shop({ overrides: { product: {} } })).toThrow(
      expect.objectContaining({ code: 'unknown_name', hint: expect.stringContaining("'products'") }),
    );
    expect(() => shop({ overrides: { products: { prize: 1 } } })).toThrow(
      expect.objectContaining({ code: 'unknown_name', hint: expect.stringContaining("'price'") }),
    );
  });

  test('decide what goes with them where a check is about several columns', async () => {
    const { client } = await derivedDatabase(SHOP);
    const f = bind(shop(), { client });
    const paid = await f['orders']?.create({ state: 'paid' });
    expect(paid).toMatchObject({ state: 'paid', paidAt: expect.any(Date) });
  });
});

test('a factory that is written by hand takes the place of a derived one, also where a parent is made', async () => {
  const { client, domain } = await derivedDatabase(SHOP);
  const entity = domain.factories['customers']?.entity;
  if (!entity) throw new Error('there are customers');
  const columns = {
    id: ({ ordinal }: { ordinal(): number }) => ordinal(),
    firstName: 'Ada',
    lastName: 'Byron',
  };
  const times = { createdAt: DEFAULT_NOW, updatedAt: DEFAULT_NOW };
  const customers = factory(entity, {
    columns: { ...columns, ...times, email: ({ tag }: { tag: string }) => `${tag}@example.org` },
  }).traits({ gone: () => ({ columns: { deletedAt: DEFAULT_NOW } }) });
  const factories: Factories & { readonly customers: typeof customers } = {
    ...domain.factories,
    customers,
  };
  const mixed = defineDomain({ ...domain, factories });
  const f = bind(mixed, { client });
  expect(await f['orders']?.create({})).toMatchObject({ customer: { firstName: 'Ada' } });
  expect(await f.customers.gone().create()).toMatchObject({ deletedAt: DEFAULT_NOW });
  expect(await lint(mixed, { client })).toEqual([]);
});

test('bound factories make the parents', async () => {
  const { client } = await derivedDatabase(SHOP);
  const line = await bind(shop(), { client })['orderLines']?.create({});
  expect(line).toMatchObject({ order: { customer: { email: expect.stringContaining('@example.') } } });
});

describe('what cannot be derived is named', () => {
  test('a check that would run code of another role as a superuser', async () => {
    const { url, client } = await freshDatabase();
    const role = `checker_${new URL(url).pathname.slice(1)}`;
    await client.query(`
      create role ${role};
      create function public.is_fine(int) returns boolean language sql as 'select $1 > 0';
      alter function public.is_fine(int) owner to ${role};
      create table public.a (id int primary key, size int not null check (public.is_fine(size)))`);
    const { unsolved } = await readStructure(url);
    expect(unsolved).toMatchObject([{ table: 'a', problem: expect.stringContaining(role) }]);
    await client.query(`drop table public.a; drop function public.is_fine; drop role ${role}`);
  });

  test('a check that nothing satisfies', async () => {
    const { structure: found } = await derivedDatabase(`
      create table a (id int primary key, note text not null check (md5(note) = 'x'), size int not null check (size > 3))`);
    expect(found.unsolved.map(({ table, check }) => [table, check.name])).toEqual([['a', 'a_note_check']]);
    expect(found.tables[0]?.admitted?.columns).toEqual(['size']);
  });

  test('a table of which nothing tells the rows apart', async () => {
    const { structure: found } = await derivedDatabase(
      'create table a (id int primary key); create table log (line text)',
    );
    expect(found.leftOut).toEqual(['log']);
    expect(found.tables.map(({ name }) => name)).toEqual(['a']);
  });

  test('a table that is partitioned, and of which there is no partition', async () => {
    const { structure: found } = await derivedDatabase(`
      create table day (at date primary key) partition by range (at);
      create table year (at date primary key) partition by range (at);
      create table year_2025 partition of year for values from ('2025-01-01') to ('2026-01-01') partition by range (at);
      create table note (id int primary key)`);
    expect(found.leftOut).toEqual(['day', 'year']);
    expect(found.tables.map(({ name }) => name)).toEqual(['note']);
  });

  test('a key that may not be null, to a table that is not filled', async () => {
    const { structure: found } = await derivedDatabase(`
      create schema "au.th"; create table "au.th".account (id int primary key);
      create table note (id int primary key, account_id int not null references "au.th".account)`);
    expect(found.unsolved).toMatchObject([{ table: 'note', check: { name: 'note_account_id_fkey' } }]);
  });

  test('tables of migration tools, and those that are to be left out, are not read', async () => {
    const { url, client } = await freshDatabase();
    await client.query(
      'create table a (id int primary key); create table alembic_version (id int primary key); create table old (id int primary key)',
    );
    expect((await readStructure(url, { leaveOut: ['old'] })).tables.map(({ name }) => name)).toEqual(['a']);
  });

  test('a file that holds no structure', () => {
    const folder = temporaryFolder();
    for (const [content, problem] of [
      ['{', 'JSON'],
      ['{"version": 2}', 'version'],
      [undefined, 'ENOENT'],
    ] as const) {
      const file = join(folder, `${problem}.json`);
      if (content !== undefined) writeFileSync(file, content);
      expect(() => deriveDomain({ name: 'shop', structure: pathToFileURL(file) })).toThrow(
        expect.objectContaining({ code: 'structure_unreadable', message: expect.stringContaining(problem) }),
      );
    }
  });

  test('migrations, which it has not', async () => {
    const { url } = await freshDatabase();
    await expect(migrations(shop(), url).up()).rejects.toMatchObject({ code: 'no_migrations' });
  });
});

test.each(['boardroom', 'practice', 'procurement'])(
  'the factories of %s, derived, are accepted',
  async (template) => {
    const { url, client } = await freshDatabase({ template });
    const domain = await deriveDomain({ name: 'derived', url });
    const findings = await lint(domain, { client });
    expect(findings.map(({ name, error }) => `${name}: ${error.message}`)).toEqual([]);
  },
);

test('it is reset and undone in place, as any domain', async () => {
  const database = await derivedDatabase(SHOP);
  const { url, client, domain } = database;
  await seedSample(database);
  await setLabel(client, domain, 'staging', 'ada');
  const [sample] = domain.scenarios;
  if (!sample) throw new Error('there is a sample');
  const permission = { author: { by: 'ada', commit: 'c0ffee' }, embedded: false, confirm: addressOf(client) };
  const before = await counts(database);
  const options = { ...permission, strategy: 'transaction' as const, parameters: { rows: 20 } };
  await reset(url, domain, sample, { seed: 2, now: DEFAULT_NOW }, options);
  expect(await counts(database)).toMatchObject({ order_lines: 20 });
  await undo(url, domain, permission);
  expect(await counts(database)).toEqual(before);
});

test('a tree within each group finds its parents, and an end is not before its start', async () => {
  const { domain } = await derivedDatabase(`
    create table groups (id int primary key);
    create table nodes (
      group_id int not null references groups, id int not null, parent_id int, starts_at timestamptz not null,
      ends_at timestamptz not null, primary key (group_id, id), foreign key (group_id, parent_id) references nodes)`);
  const { Nodes: nodes = [] } = rowsOf(domain, { nodes: 60 });
  expect(nodes.some(({ parentId }) => parentId !== null)).toBe(true);
  const key = (group: unknown, id: unknown) => `${group} ${id}`;
  const keys = new Set(nodes.map(({ group, id }) => key(group, id)));
  for (const { group, parentId, startsAt, endsAt } of nodes) {
    if (parentId !== null) expect(keys).toContain(key(group, parentId));
    expect(Number(startsAt)).toBeLessThanOrEqual(Number(endsAt));
  }
});

test('unique values of small types differ, and no short column has an address that could reach a person', async () => {
  const { domain } = await derivedDatabase(`
    create table hosts (id int primary key, address inet not null unique, email varchar(10) not null, mail varchar(16) not null unique)`);
  const { Hosts: hosts = [] } = rowsOf(domain, { hosts: 5_000 });
  expect(new Set(hosts.map(({ address }) => address)).size).toBe(5_000);
  expect(new Set(hosts.map(({ mail }) => mail)).size).toBe(5_000);
  for (const { email, mail } of hosts) expect(`${email} ${mail}`).not.toContain('@');
});

test('the parameters of the sample are shown without values that they do not have', async () => {
  const [sample] = shop().scenarios;
  if (!sample) throw new Error('there is a sample');
  expect(() => parseParameters(sample, { orders: 'many' })).toThrow(
    expect.objectContaining({ hint: expect.not.stringContaining('undefined') }),
  );
});

test('a circle of keys that cannot wait is refused by its shortest way', async () => {
  const { url, client } = await freshDatabase();
  await client.query(`
    create table a (id int primary key, b_id int not null);
    create table b (id int primary key, c_id int not null, a_id int not null references a);
    create table c (id int primary key, a_id int not null references a);
    create table d (id int primary key, c_id int not null references c);
    alter table a add foreign key (b_id) references b; alter table b add foreign key (c_id) references c`);
  await expect(deriveDomain({ name: 'round', url })).rejects.toThrow('tables in a circle: a.b → b.a');
});

test('a table of labels has each of them once', async () => {
  const database = await derivedDatabase(`
    create table kind (name text primary key check (name in ('cash', 'card', 'check')));
    create table purchase (id int primary key, kind text not null references kind, total numeric(8,2) not null)`);
  await seedSample(database);
  const { rows } = await database.client.query('select name from public.kind order by 1');
  expect(rows.map(({ name }) => name)).toEqual(['card', 'cash', 'check']);
});

test('texts of a regular expression are drawn from it, so that there are more than were tried', async () => {
  const database = await derivedDatabase(`
    create table voucher (
      code varchar(12) primary key check (code ~ '^V[0-9]{6}-[A-F]{2}$'), level text not null check (level in ('a', 'b')))`);
  await seedSample(database, { rows: 500 });
  expect(await counts(database)).toEqual({ voucher: 500 });
  const voucher = bind(database.domain, { client: database.client })['voucher'];
  expect(await voucher?.createMany(20, { level: 'b' })).toHaveLength(20);
});
