import { z } from 'zod';
import { defineDomain } from '../../../src/domain.ts';
import { factory } from '../../../src/factories/factory.ts';
import { defineScenario } from '../../../src/seeders/scenario.ts';
import { Card, Customer, Order, tiers } from './entities.ts';

const customer = factory(Customer, {
  columns: {
    id: ({ ordinal }) => ordinal(),
    email: ({ tag }) => `${tag}@example.org`,
    tier: ({ random }) => random.pick(tiers),
    born: '1990-02-28',
    opensAt: '08:30:00',
    since: ({ now }) => now,
    credit: '12.50',
    discount: 2.75,
    visits: 9_007_199_254_740_993n,
    ratio: 0.5,
    age: 33,
    code: ({ ordinal }) => String(ordinal()).padStart(10, '0'),
    tags: ['plain', 'a "quoted", one', 'back\\slash', '', 'NULL'],
    photo: Buffer.from([0, 92, 255]),
    notes: { text: 'a\tb' },
    status: 'active',
  },
});
const card = factory(Card, {
  parents: { customer: Customer },
  columns: { id: ({ ordinal }) => BigInt(ordinal()) },
});
const order = factory(Order, {
  parents: { customer: Customer },
  columns: { id: ({ id }) => id(), total: 3.25, version: 1, createdAt: ({ now }) => now },
});

const day = defineScenario({
  name: 'day',
  summary: 'A day in the shop.',
  parameters: z.strictObject({}),
  shared(scope) {
    for (let n = 0; n < 3; n++) {
      const buyer = scope.add(customer, n, { id: scope.ordinal(n) });
      scope.add(card, n, { id: BigInt(scope.ordinal(n)), customer: buyer });
      scope.add(order, n, { customer: buyer });
    }
  },
});

/** A domain with columns of many kinds. */
export const shop = defineDomain({
  name: 'shop',
  entities: [Customer, Card, Order],
  migrations: new URL('./migrations/', import.meta.url),
  factories: { customer, card, order },
  scenarios: [day],
});
