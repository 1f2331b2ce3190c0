import { defineEntity, p } from '@mikro-orm/core';

export const tiers = ['gold', 'silver'] as const;

/** Columns of every kind that people have, most of them as the ORM makes them by itself. */
const CustomerSchema = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  properties: {
    id: p.integer().primary(),
    email: p.string().unique(),
    tier: p.enum(tiers).default('silver'),
    born: p.date().nullable(),
    opensAt: p.time().nullable(),
    since: p.datetime(),
    credit: p.decimal().precision(10).scale(2),
    discount: p.decimal('number').precision(4).scale(2),
    visits: p.bigint(),
    ratio: p.float(),
    age: p.smallint(),
    code: p.character().length(10),
    tags: p.array(),
    photo: p.blob().nullable(),
    notes: p.json<object>().nullable(),
    status: p.string(),
    card: () => p.oneToOne(Card).mappedBy('customer').nullable(),
    orders: () => p.oneToMany(Order).mappedBy('customer'),
    label: p.string().persist(false).nullable(),
  },
  uniques: [{ name: 'customer_active_code', properties: ['code'], where: "status = 'active'" }],
});
export class Customer extends CustomerSchema.class {}
CustomerSchema.setClass(Customer);

const CardSchema = defineEntity({
  name: 'Card',
  tableName: 'card',
  properties: {
    id: p.bigint().primary(),
    customer: () => p.oneToOne(Customer).owner(),
    valid: p.date().nullable().unique(),
  },
});
export class Card extends CardSchema.class {}
CardSchema.setClass(Card);

const OrderSchema = defineEntity({
  name: 'Order',
  tableName: 'order',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    customer: () => p.manyToOne(Customer),
    total: p.decimal('number').precision(8).scale(2),
    version: p.integer().version(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
  uniques: [{ properties: ['customer', 'createdAt'] }],
});
export class Order extends OrderSchema.class {}
OrderSchema.setClass(Order);
