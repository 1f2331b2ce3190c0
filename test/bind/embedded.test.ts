import { defineEntity, p } from '@mikro-orm/core';
import { expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { declaredOrm } from '../../src/database/offline-orm.ts';
import { defineDomain } from '../../src/domain.ts';
import { factory } from '../../src/factories/factory.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { z } from '../../src/zod.ts';
import { freshDatabase } from '../support/database.ts';

const Address = defineEntity({
  name: 'Address',
  embeddable: true,
  properties: { street: p.string(), city: p.string().nullable() },
});

const GuestSchema = defineEntity({
  name: 'Guest',
  tableName: 'guest',
  properties: {
    id: p.integer().primary(),
    home: () => p.embedded(Address).object(),
    earlier: () => p.embedded(Address).array(),
    letter: p.text().lazy(),
  },
});
class Guest extends GuestSchema.class {}
GuestSchema.setClass(Guest);

const guest = factory(Guest, {
  columns: {
    id: ({ n }) => n + 1,
    home: ({ n }) => ({ street: `${n} Elm Street`, city: null }),
    earlier: () => [{ street: 'Old Road', city: 'Ulm' }],
    letter: () => 'Dear all',
  },
});

const guests = defineDomain({
  name: 'guests',
  entities: [Guest],
  migrations: new URL('../domains/toy/migrations/', import.meta.url),
  factories: { guest },
  scenarios: [
    defineScenario({
      name: 'two',
      summary: 'Two guests.',
      parameters: z.strictObject({}),
      shared: (scope) => void [0, 1].map((n) => scope.add(guest, n, {})),
    }),
  ],
});

const stored = `select id, home->>'street' as street, earlier->0->>'city' as city, letter from public.guest order by id`;

test('embedded objects as JSON, and properties that are loaded when asked for, are written by factories and scenarios', async () => {
  const { client } = await freshDatabase();
  await client.query(await declaredOrm(guests).schema.getCreateSchemaSQL());
  const [scenario = expect.fail()] = guests.scenarios;
  await seed(client, guests, scenario, { seed: 0, now: DEFAULT_NOW });
  const f = bind(guests, { client });
  const made = await f.guest.create({ id: 3, home: { street: 'Home', city: 'Bonn' } });
  expect(made).toMatchObject({ home: { street: 'Home', city: 'Bonn' }, letter: 'Dear all' });
  const { rows } = await client.query(stored);
  expect(rows).toEqual([
    { id: 1, street: '0 Elm Street', city: 'Ulm', letter: 'Dear all' },
    { id: 2, street: '1 Elm Street', city: 'Ulm', letter: 'Dear all' },
    { id: 3, street: 'Home', city: 'Ulm', letter: 'Dear all' },
  ]);
  expect((await verify(client, guests)).violations).toEqual([]);
});

const HouseSchema = defineEntity({
  name: 'House',
  properties: { id: p.integer().primary(), home: () => p.embedded(Address) },
});
class House extends HouseSchema.class {}
HouseSchema.setClass(House);

const LetterSchema = defineEntity({
  name: 'Letter',
  properties: { id: p.integer().primary(), text: p.text().nullable().lazy().ref() },
});
class Letter extends LetterSchema.class {}
LetterSchema.setClass(Letter);

test.each([
  [
    'an embedded object in columns of its own',
    () =>
      factory(House, { columns: { id: ({ n }) => n, home: () => ({ street: 'Elm Street', city: null }) } }),
    'House.home is an embedded object in columns of its own',
    'p.embedded(…).object()',
  ],
  [
    'a reference to a value',
    // The compiler has no value for it either.
    () => factory(Letter, { columns: { id: () => 1 } } as never),
    'Letter.text is a reference to a value',
    'Leave out .ref()',
  ],
])('%s is refused where a factory is made of its entity', (_, make, problem, hint) => {
  const refused = expect.objectContaining({
    code: 'unsupported_property',
    message: `${problem}, which seedbed does not support.`,
    hint: expect.stringContaining(hint),
  });
  expect(make).toThrow(refused);
});
