import { defineEntity, p, Type } from '@mikro-orm/postgresql';
import { expect } from 'vitest';
import { lint } from '../../src/lint.ts';
import { seedSample } from './derived.ts';
import { expectSameAsSource, projectTest } from './project/derived-project.ts';

/** Options that the database has as JSON, and code as a map. */
class OptionsType extends Type<Map<string, number>, string> {
  override convertToDatabaseValue(value: Map<string, number>): string {
    return JSON.stringify(Object.fromEntries(value));
  }
  override convertToJSValue(value: unknown): Map<string, number> {
    return new Map(Object.entries(Object(value)));
  }
  override getColumnType(): string {
    return 'jsonb';
  }
}

const Level = { low: 0, high: 1 } as const;

// Three classes, one below the other, with a table each.
const PartySchema = defineEntity({
  name: 'Party',
  inheritance: 'tpt',
  properties: { id: p.integer().primary(), name: p.string() },
});
class Party extends PartySchema.class {}
PartySchema.setClass(Party);
const StaffSchema = defineEntity({ name: 'Staff', extends: Party, properties: { age: p.integer() } });
class Staff extends StaffSchema.class {}
StaffSchema.setClass(Staff);
const CookSchema = defineEntity({ name: 'Cook', extends: Staff, properties: { dish: p.string() } });
class Cook extends CookSchema.class {}
CookSchema.setClass(Cook);

const Country = defineEntity({
  name: 'Country',
  properties: { id: p.integer().primary(), code: p.string().length(2).unique(), name: p.string() },
});
const Depot = defineEntity({
  name: 'Depot',
  schema: 'elsewhere',
  properties: { id: p.integer().primary(), label: p.string() },
});
const Deal = defineEntity({
  name: 'Deal',
  properties: {
    id: p.integer().primary(),
    party: () => p.manyToOne(Party),
    cook: () => p.manyToOne(Cook),
    origin: () => p.manyToOne(Country).targetKey('code'),
    transit: () => p.manyToOne(Country).targetKey('code').nullable(),
    depot: () => p.manyToOne(Depot).nullable(),
    terms: p.json<unknown>(),
    options: p.type(OptionsType),
    levels: p.enum(() => Level).array(),
    notes: p.text().lazy().ref(),
  },
});

const entities = { Party, Staff, Cook, Country, Depot, Deal };

const inShop = projectTest(entities, { leaveOut: ['elsewhere.depot'] });

inShop('JSON is what it was given as', async ({ project: { f, client } }) => {
  for (const terms of [{ days: [30] }, ['a'], 'text', 7, false]) {
    expect((await f.deal.create({ terms })).terms).toEqual(terms);
    expect(f.deal.build({ terms }).terms).toEqual(terms);
    expect(await f.deal.attributes({ terms })).toMatchObject({ terms });
  }
  const options = new Map([['days', 30]]);
  expect((await f.deal.create({ options })).options).toEqual(options);
  expect(f.deal.build({ options }).options).toEqual(options);
  const { rows } = await client.query(`select jsonb_typeof(terms) as terms from deal order by id`);
  expect(rows.map(({ terms }) => terms)).toEqual(
    expect.arrayContaining(['object', 'array', 'string', 'number', 'boolean']),
  );
});

inShop(
  'a value that is loaded later is given as a reference to it, or as itself',
  async ({ project: { f } }) => {
    const { notes } = await f.deal.create({ notes: 'By hand' });
    expect(await notes.load()).toBe('By hand');
    expect(await (await f.deal.create({ notes })).notes.load()).toBe('By hand');
    expect(f.deal.build({ notes }).notes.unwrap()).toBe('By hand');
  },
);

inShop('lists of a numeric enum are filled', async ({ project: { f } }) => {
  expect((await f.deal.create({ levels: [Level.high, Level.low] })).levels).toEqual([1, 0]);
  for (const { levels } of await f.deal.createMany(5))
    expect(levels.every((one) => Object.values(Level).includes(one))).toBe(true);
});

inShop('a class below another, which is below a third, is one entity', async ({ project: { f, em } }) => {
  const cook = await f.cook.create({ name: 'Ada', age: 30, dish: 'Soup' });
  expect(cook).toBeInstanceOf(Cook);
  expect(cook).toMatchObject({ name: 'Ada', age: 30, dish: 'Soup' });
  const deal = await f.deal.create({ party: cook, cook });
  expect([deal.party, deal.cook]).toEqual([cook, cook]);
  em.clear();
  expect((await f.deal.create({ cook })).cook).toMatchObject({ name: 'Ada', dish: 'Soup' });
  const built = f.cook.build({ name: 'New' });
  const { party } = await f.deal.create({ party: built });
  expect(party.name).toBe('New');
});

inShop('an entity of another class is refused', async ({ project: { f } }) => {
  const country = await f.country.create();
  await expect(f.deal.create({ party: country })).rejects.toMatchObject({
    code: 'wrong_entity',
    message: 'A relation to Party takes a Party, and was given a Country.',
  });
});

inShop('two relations to another column than the key are told apart', async ({ project: { f } }) => {
  const origin = await f.country.create();
  const transit = await f.country.create();
  const deal = await f.deal.create({ origin, transit });
  expect([deal.origin, deal.transit]).toEqual([origin, transit]);
  const direct = await f.deal.create({ origin, transit: null });
  expect([direct.origin, direct.transit]).toEqual([origin, null]);
});

inShop('rows of a table that is left out are taken, and none is made', async ({ project: { f, em } }) => {
  const depot = em.create(Depot, { id: 5, label: 'North' });
  await em.persist(depot).flush();
  expect((await f.deal.create({ depot })).depot).toBe(depot);
  expect((await f.deal.create({ depot: 5 })).depot).toBe(depot);
  expect((await f.deal.create({ depot: null })).depot).toBeNull();
  expect((await f.deal.create()).depot).toBeNull();
  await expect(f.deal.create({ depot: { label: 'South' } })).rejects.toMatchObject({
    code: 'unknown_entity',
    message: 'Deal belongs to Depot, for which the binding has no factory.',
  });
});

inShop('the sample and lint are as of any derived domain', async ({ project: { domain, client } }) => {
  expect(await lint(domain, { client })).toEqual([]);
  await seedSample({ domain, client }, { rows: 20 });
});

inShop('the factories as source do the same', async ({ project }) => await expectSameAsSource(project));
