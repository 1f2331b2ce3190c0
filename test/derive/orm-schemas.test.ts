import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { defineEntity, EntitySchema, MikroORM, type Options, p } from '@mikro-orm/postgresql';
import { describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { readStructure } from '../../src/derive/read-structure.ts';
import { lint } from '../../src/lint.ts';
import { tablesOf } from '../../src/load/table.ts';
import { clone, release, template, transaction } from '../../src/testing.ts';
import { freshDatabase } from '../support/database.ts';
import { kitOn } from '../testing/kit.ts';
import { seedSample } from './derived.ts';

const AccountSchema = defineEntity({
  name: 'Account',
  schema: 'auth',
  tableName: 'user',
  properties: {
    id: p.uuid().primary(),
    email: p.string().unique(),
    level: p.enum(['free', 'paid']).nativeEnumName('level'),
    people: () => p.oneToMany(Person).mappedBy('account'),
    groups: () => p.manyToMany(Group).owner(),
  },
});
class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);

class Group {
  id!: number;
  name!: string;
}
const GroupSchema = new EntitySchema<Group>({
  class: Group,
  schema: 'auth',
  properties: { id: { type: 'integer', primary: true }, name: { type: 'string', unique: true } },
});

@Entity({ tableName: 'user' })
class Person {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'string' })
  name!: string;

  @ManyToOne({ entity: () => Account, nullable: true })
  account?: Account | null;
}

@Entity({ schema: 'Sales EU' })
class Order {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne({ entity: () => Person })
  person!: Person;

  @ManyToOne({ entity: () => Account })
  account!: Account;

  @Property({ type: 'decimal', precision: 8, scale: 2 })
  total!: string;
}

const entities = { Account, Group, Person, Order };
const config: Options = { entities: [Account, GroupSchema, Person, Order], dbName: 'shop' };

const inShop = test.extend<{ shop: Awaited<ReturnType<typeof shop>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest wants a pattern
  shop: async ({}, use) => {
    const made = await shop();
    await use(made);
    await made.orm.close();
  },
});

async function shop(options: Options = {}) {
  const { url, client } = await freshDatabase();
  const orm = new MikroORM({ ...config, ...options, dbName: new URL(url).pathname.slice(1), clientUrl: url });
  await client.query(await orm.schema.getCreateSchemaSQL());
  const domain = await deriveDomain({ name: 'shop', orm, url, entities });
  const em = orm.em.fork();
  return { url, client, orm, em, domain, f: bind(domain, { em }) };
}

inShop(
  'factories make entities of each schema, with their parents in others',
  async ({ shop: { f, em } }) => {
    const order = await f.order.create({ person: { name: 'Ada' }, account: { level: 'paid' } });
    expect(order).toBeInstanceOf(Order);
    expect(order.person).toBeInstanceOf(Person);
    expect(order.account).toBeInstanceOf(Account);
    expect([order.person.name, order.account.level]).toEqual(['Ada', 'paid']);
    const again = await f.order.create({ account: order.account.id, person: order.person });
    expect([again.account, again.person]).toEqual([order.account, order.person]);
    expect(await em.count(Order)).toBe(2);
    const built = f.order.build({ person: { name: 'Grace' } });
    expect(built.person).toMatchObject({ name: 'Grace' });
    expect(await f.order.attributes({ account: order.account })).toMatchObject({ account: order.account.id });
  },
);

inShop('collections reach into other schemas, and across a table between two', async ({ shop: { f } }) => {
  const account = await f.account.create({ people: 2, groups: [{ name: 'staff' }, { name: 'press' }] });
  expect(await account.people.loadCount()).toBe(2);
  expect((await account.groups.loadItems()).map(({ name }) => name).sort()).toEqual(['press', 'staff']);
});

inShop('the sample and lint are as of any derived domain', async ({ shop: { domain, client } }) => {
  expect(await lint(domain, { client })).toEqual([]);
  await seedSample({ domain, client }, { rows: 20 });
  expect(
    tablesOf(domain)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['Sales EU.order', 'auth.group', 'auth.user', 'auth.user_groups', 'user']);
});

test('the default schema of a project is that of entities which name none', async () => {
  const { f, orm, client, domain } = await shop({ schema: 'app' });
  const order = await f.order.create({ person: { name: 'Ada', account: { level: 'free' } } });
  expect(order.person.account).toBeInstanceOf(Account);
  const { rows } = await client.query('select name from app."user"');
  expect(rows).toEqual([{ name: 'Ada' }]);
  expect(await lint(domain, { client })).toEqual([]);
  await orm.close();
});

describe('in the test kit', () => {
  kitOn(18);

  test('the template has the schemas that MikroORM makes', async () => {
    const orm = new MikroORM(config);
    const domain = deriveDomain({ name: 'shop', orm, entities, structure: await readStructure(orm) });
    const made = await template(domain, { scenario: 'sample' });
    const first = await transaction(made);
    const { account } = await first.f.order.create({ account: { email: 'ada@example.org' } });
    expect(await first.em.findOne(Account, { email: 'ada@example.org' })).toBe(account);
    const { rows } = await first.client.query('select from "Sales EU"."order"');
    expect(rows.length).toBeGreaterThan(1);
    await release(first);

    const copy = await clone(made);
    expect(await copy.em.count(Person)).toBeGreaterThan(0);
    expect(await copy.f.group.create({ name: 'new' })).toBeInstanceOf(Group);
    await release(copy);
    await release(made);
  });
});
