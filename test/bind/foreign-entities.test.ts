import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { defineDomain } from '../../src/domain.ts';
import { factory } from '../../src/factories/factory.ts';
import { lint } from '../../src/lint.ts';
import { freshDatabase } from '../support/database.ts';

// Entities as other projects have them: what all have comes from a schema, tenants are kept apart by a filter that asks
// for one, and a constructor that wants its arguments.

const Owned = defineEntity({
  name: 'Owned',
  abstract: true,
  properties: { id: p.bigint().primary().autoincrement(), tenant: p.integer() },
});

const tenant = {
  name: 'tenant',
  default: true,
  cond: (args: { readonly tenant: number }) => ({ tenant: args.tenant }),
};

const HotelSchema = defineEntity({
  name: 'HotelEntity',
  tableName: 'hotels',
  extends: Owned,
  filters: { tenant },
  properties: { name: p.string().length(40) },
});
class Hotel extends HotelSchema.class {}
HotelSchema.setClass(Hotel);

const RoomSchema = defineEntity({
  name: 'RoomEntity',
  tableName: 'rooms',
  extends: Owned,
  filters: { tenant },
  properties: { hotel: () => p.manyToOne(HotelSchema).ref(), door: p.string().length(10) },
});
class Room extends RoomSchema.class {
  constructor(door: string) {
    super();
    this.door = door.toUpperCase();
  }
}
RoomSchema.setClass(Room as never);

const hotel = factory(Hotel, {
  columns: { id: ({ ordinal }) => BigInt(ordinal()), tenant: () => 1, name: ({ tag }) => `Hotel ${tag}` },
});
const room = factory(Room, {
  parents: { hotel: Hotel },
  columns: { id: ({ ordinal }) => BigInt(ordinal()), tenant: () => 1, door: ({ n }) => `a${n}` },
});

const hotels = defineDomain({
  name: 'hotels',
  entities: [Hotel, Room],
  migrations: new URL('../domains/toy/migrations/', import.meta.url),
  factories: { hotel, room },
  scenarios: [],
});

test('are bound, whatever their filters and constructors ask for', async () => {
  const { client, url } = await freshDatabase();
  const orm = new MikroORM({ entities: [HotelSchema, RoomSchema], clientUrl: url });
  try {
    await orm.schema.create();
    const built = bind(hotels, { em: orm.em.fork() }).room.build();
    expect(built).toBeInstanceOf(Room);
    expect(built).toMatchObject({ door: 'a0', hotel: expect.any(Object) });

    const f = bind(hotels, { em: orm.em.fork(), worker: 1 });
    const { id } = await f.hotel.create({ tenant: 7 });
    const f2 = bind(hotels, { em: orm.em.fork(), worker: 2 });
    const made = await f2.room.create({ hotel: id });
    expect(made.hotel.id).toBe(id);
    const { rows } = await client.query('select hotel_id::text as hotel, door from public.rooms');
    expect(rows).toEqual([{ hotel: String(id), door: 'a0' }]);
    expect(await lint(hotels, { client })).toEqual([]);
  } finally {
    await orm.close();
  }
});
