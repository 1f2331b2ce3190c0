import { defineEntity, p } from '@mikro-orm/core';
import { expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { defineDomain } from '../../src/domain.ts';
import { factory } from '../../src/factories/factory.ts';
import { freshDatabase } from '../support/database.ts';

const PersonSchema = defineEntity({
  name: 'Person',
  tableName: 'person',
  properties: { id: p.integer().primary(), mentor: () => p.manyToOne(Person) },
});
class Person extends PersonSchema.class {}
PersonSchema.setClass(Person);

const TeamSchema = defineEntity({
  name: 'Team',
  tableName: 'team',
  properties: { id: p.integer().primary(), lead: () => p.manyToOne(Player).nullable() },
});
class Team extends TeamSchema.class {}
TeamSchema.setClass(Team);

const PlayerSchema = defineEntity({
  name: 'Player',
  tableName: 'player',
  properties: { id: p.integer().primary(), team: () => p.manyToOne(Team) },
});
class Player extends PlayerSchema.class {}
PlayerSchema.setClass(Player);

const person = factory(Person, {
  parents: { mentor: Person },
  columns: { id: ({ ordinal }) => ordinal() },
});
const team = factory(Team, {
  parents: { lead: { of: Player, nullable: true } },
  columns: { id: ({ ordinal }) => ordinal() },
});
const player = factory(Player, { parents: { team: Team }, columns: { id: ({ ordinal }) => ordinal() } });

const domain = defineDomain({
  name: 'club',
  entities: [Person, Team, Player],
  factories: { person, team, player },
  scenarios: [],
});

test('parents that have no end are refused with their circle', async () => {
  const { client } = await freshDatabase();
  const f = bind(domain, { client });
  expect(() => f.person.build()).toThrow(
    expect.objectContaining({ code: 'endless_parents', message: expect.stringContaining('person → person') }),
  );
  expect(() => f.player.build()).toThrow(
    expect.objectContaining({
      code: 'endless_parents',
      message: expect.stringContaining('team → player → team'),
    }),
  );
});

test('one that is passed ends them, after a refusal too', async () => {
  const { client } = await freshDatabase();
  const f = bind(domain, { client });
  expect(() => f.player.build()).toThrow();
  expect(f.player.build({ team: { lead: null } })).toMatchObject({ team: { lead: null } });
});
