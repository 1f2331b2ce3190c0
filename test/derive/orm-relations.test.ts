import { defineEntity, p } from '@mikro-orm/postgresql';
import { expect } from 'vitest';
import { lint } from '../../src/lint.ts';
import { seedSample } from './derived.ts';
import { expectSameAsSource, projectTest } from './project/derived-project.ts';

const Place = defineEntity({
  name: 'Place',
  embeddable: true,
  properties: { latitude: p.double(), longitude: p.double() },
});
const Address = defineEntity({
  name: 'Address',
  embeddable: true,
  properties: { street: p.string(), place: () => p.embedded(Place) },
});

const TeamSchema = defineEntity({
  name: 'Team',
  properties: {
    id: p.integer().primary(),
    name: p.string(),
    budget: p.decimal('number').precision(8).scale(2),
    above: () => p.manyToOne(Team).nullable(),
    below: () => p.oneToMany(Team).mappedBy('above'),
    charter: () => p.oneToOne(Charter).mappedBy('team').nullable(),
  },
});
class Team extends TeamSchema.class {}
TeamSchema.setClass(Team);

const Charter = defineEntity({
  name: 'Charter',
  properties: {
    id: p.integer().primary(),
    text: p.text(),
    team: () => p.oneToOne(Team).inversedBy('charter'),
  },
});

const PersonSchema = defineEntity({
  name: 'Person',
  properties: {
    office: p.integer().primary(),
    number: p.integer().primary(),
    name: p.string(),
    home: () => p.embedded(Address).nullable(),
    teamId: () => p.manyToOne(Team).mapToPk(),
    mentor: () => p.manyToOne(Person).nullable(),
  },
});
class Person extends PersonSchema.class {}
PersonSchema.setClass(Person);

const Message = defineEntity({
  name: 'Message',
  properties: {
    id: p.integer().primary(),
    sender: () => p.manyToOne(Person),
    receiver: () => p.manyToOne(Person),
  },
});
/** Nothing but the ORM knows of the table between. */
const Club = defineEntity({
  name: 'Club',
  properties: { id: p.integer().primary(), members: () => p.manyToMany(Person) },
});

const entities = { Team, Charter, Person, Message, Club };

const inOffice = projectTest(entities, { overrides: { team: { budget: 12.5 } } });

inOffice('each parent is loaded, also of the same kind', async ({ project: { f } }) => {
  const message = await f.message.create({ sender: { name: 'Ada' }, receiver: { name: 'Grace' } });
  expect([message.sender.name, message.receiver.name]).toEqual(['Ada', 'Grace']);
  const team = await f.team.create({ above: { name: 'Sales' } });
  expect(team.above?.name).toBe('Sales');
  const [one, other] = await Promise.all([
    f.person.create({ mentor: { name: 'Ada' } }),
    f.person.create({ mentor: { name: 'Grace' } }),
  ]);
  expect([one.mentor?.name, other.mentor?.name]).toEqual(['Ada', 'Grace']);
});

inOffice('decimals are given without the zeros behind them', async ({ project: { f } }) => {
  expect((await f.team.create({ budget: 7.1 })).budget).toBe(7.1);
  expect(f.team.build({ budget: -3 }).budget).toBe(-3);
  expect((await f.team.create()).budget).toBe(12.5);
  await expect(f.team.create({ budget: 7.125 })).rejects.toMatchObject({ code: 'rule_broken' });
});

inOffice('the other side of one to one is made', async ({ project: { f, em } }) => {
  const team = await f.team.create({ charter: { text: 'We sell.' } });
  expect((await em.findOneOrFail(Charter, { team })).text).toBe('We sell.');
  const none = await f.team.create({ charter: null });
  expect(await em.findOne(Charter, { team: none })).toBeNull();
});

inOffice('a relation that is mapped to the key is the key', async ({ project: { f } }) => {
  const team = await f.team.create();
  expect((await f.person.create({ teamId: team.id })).teamId).toBe(team.id);
  expect(f.person.build().teamId).toBeTypeOf('number');
});

inOffice('a key of several columns is in what is built, and in attributes', async ({ project: { f } }) => {
  const mentor = await f.person.create();
  const key = [mentor.office, mentor.number];
  expect(await f.person.attributes({ mentor })).toMatchObject({ mentor: key });
  expect(await f.person.attributes({ mentor: null })).toMatchObject({ mentor: null });
  const built = f.person.build({ mentor });
  expect([built.mentor?.office, built.mentor?.number]).toEqual(key);
  const { sender } = f.message.build();
  expect(sender).toMatchObject({ office: expect.any(Number), number: expect.any(Number) });
});

inOffice('rows with such keys are items of a collection', async ({ project: { f, em } }) => {
  const ada = await f.person.create({ name: 'Ada' });
  em.clear();
  const club = await f.club.create({ members: [ada, { name: 'Grace' }] });
  expect((await club.members.loadItems()).map(({ name }) => name).sort()).toEqual(['Ada', 'Grace']);
  expect(await (await f.club.create({ members: 3 })).members.loadCount()).toBe(3);
});

inOffice('what cannot be meant is refused by name', async ({ project: { f, em } }) => {
  const { office, number } = await f.person.create();
  em.clear();
  const unloaded = em.getReference(Person, [office, number]);
  await expect(f.message.create({ sender: unloaded })).rejects.toMatchObject({
    code: 'parent_not_loaded',
    hint: expect.stringContaining('em.findOneOrFail(Person, …)'),
  });
  await expect(f.message.create({ sender: [office, number] })).rejects.toMatchObject({
    code: 'parent_not_loaded',
  });
  const team = await f.team.create();
  await expect(f.team.create({ below: [team] })).rejects.toMatchObject({
    code: 'item_exists',
    message: 'Team.below makes its items, and was given a Team that is there already.',
    hint: expect.stringContaining("set its 'above' and flush"),
  });
  const built = f.team.build({ name: 'New' });
  const above = await f.team.create({ below: [built] });
  expect((await above.below.loadItems()).map(({ name }) => name)).toEqual(['New']);
});

inOffice('parts of embedded objects within others may be left out', async ({ project: { f } }) => {
  const { home } = await f.person.create({ home: { street: 'Long Lane 1' } });
  expect(home?.street).toBe('Long Lane 1');
  expect(home?.place).toBeInstanceOf(Place.class);
  expect(await f.person.attributes({ home: null })).toMatchObject({ home: null });
});

inOffice('the sample and lint are as of any derived domain', async ({ project: { domain, client } }) => {
  expect(await lint(domain, { client })).toEqual([]);
  await seedSample({ domain, client }, { rows: 20 });
});

inOffice('the factories as source do the same', async ({ project }) => await expectSameAsSource(project));
