import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { defineDomain } from '../../src/domain.ts';
import { factory } from '../../src/factories/factory.ts';
import { lint } from '../../src/lint.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { z } from '../../src/zod.ts';
import { freshDatabase } from '../support/database.ts';

// Columns as other projects have them: relations that are held as keys, enums of numbers, a counter beside the key, a
// version, what is loaded only when asked for, and what is no column: a formula, and the inverse side of a one-to-one.

/** What TypeScript makes of `enum Priority { low, high }`. */
const Priority = { 0: 'low', 1: 'high', low: 0, high: 1 } as const;

const DepotSchema = defineEntity({
  name: 'Depot',
  tableName: 'depots',
  properties: { id: p.uuid().primary(), code: p.string().length(60).unique('uq_depot_code') },
});
class Depot extends DepotSchema.class {}
DepotSchema.setClass(Depot);

const ParcelSchema = defineEntity({
  name: 'Parcel',
  tableName: 'parcels',
  properties: {
    id: p.uuid().primary(),
    depotId: () => p.manyToOne(Depot).mapToPk().joinColumn('depot_id'),
    position: p.integer().autoincrement(),
    priority: p.enum(() => Priority),
    note: p.text().lazy(),
    version: p.integer().default(1).version(),
    heading: p.text().formula("upper('parcel')").lazy().nullable(),
    receipt: () => p.oneToOne(Receipt).mappedBy('parcel').nullable(),
  },
});
class Parcel extends ParcelSchema.class {}
ParcelSchema.setClass(Parcel);

const ReceiptSchema = defineEntity({
  name: 'Receipt',
  tableName: 'receipts',
  properties: { id: p.uuid().primary(), parcel: () => p.oneToOne(Parcel).owner() },
});
class Receipt extends ReceiptSchema.class {}
ReceiptSchema.setClass(Receipt);

const ScanSchema = defineEntity({
  name: 'Scan',
  tableName: 'scans',
  properties: {
    id: p.uuid().primary(),
    parcelId: () => p.manyToOne(Parcel).mapToPk().joinColumn('parcel_id'),
    depotId: () => p.manyToOne(Depot).mapToPk().joinColumn('depot_id'),
  },
});
class Scan extends ScanSchema.class {}
ScanSchema.setClass(Scan);

const depot = factory(Depot, { columns: { id: ({ id }) => id(), code: ({ tag }) => tag } });
const parcel = factory(Parcel, {
  parents: { depotId: Depot },
  columns: {
    id: ({ id }) => id(),
    position: ({ ordinal }) => ordinal(),
    priority: Priority.high,
    note: ({ n }) => `Parcel ${n}`,
    version: 1,
  },
});
const receipt = factory(Receipt, { parents: { parcel: Parcel }, columns: { id: ({ id }) => id() } });
const scan = factory(Scan, {
  parents: { parcelId: Parcel, depotId: { of: Depot, through: 'parcelId' } },
  columns: { id: ({ id }) => id() },
});

const day = defineScenario({
  name: 'day',
  summary: 'A parcel that was scanned.',
  parameters: z.strictObject({}),
  shared(scope) {
    const depotId = scope.add(depot, 0, {});
    const parcelId = scope.add(parcel, 0, { depotId });
    scope.add(scan, 0, { parcelId, depotId });
  },
});

const post = defineDomain({
  name: 'post',
  entities: [Depot, Parcel, Receipt, Scan],
  migrations: new URL('../domains/toy/migrations/', import.meta.url),
  factories: { depot, parcel, receipt, scan },
  scenarios: [day],
});

let database: Awaited<ReturnType<typeof freshDatabase>>;
let orm: MikroORM;
beforeAll(async () => {
  database = await freshDatabase();
  orm = new MikroORM({ entities: [Depot, Parcel, Receipt, Scan], clientUrl: database.url });
  await orm.schema.create();
});
afterAll(() => orm.close());

test('a relation that is held as a key is one in entities that are made, as in those that are loaded', async () => {
  const f = bind(post, { em: orm.em.fork() });
  expect(f.scan.build()).toMatchObject({ parcelId: expect.any(String), depotId: expect.any(String) });

  const place = await f.depot.create();
  const made = await f.parcel.create({ depotId: place });
  expect(made.depotId satisfies string).toBe(place.id);
  const loaded = await orm.em.fork().findOneOrFail(Parcel, made.id);
  expect(loaded.depotId).toBe(place.id);

  const elsewhere = bind(post, { em: orm.em.fork(), worker: 1 });
  const further = await elsewhere.scan.create({ parcelId: made.id });
  expect(further).toMatchObject({ parcelId: made.id, depotId: place.id });
});

test('what has not changed since it was made is not written again', async () => {
  const em = orm.em.fork();
  const made = await bind(post, { em, worker: 2 }).parcel.create();
  await em.flush();
  expect(made.version).toBe(1);
  made.priority = Priority.low;
  await em.flush();
  expect(made.version).toBe(2);
});

test('what is no column needs no value', async () => {
  const { id, parcel } = await bind(post, { em: orm.em.fork(), worker: 3 }).receipt.create();
  const found = await orm.em.fork().findOneOrFail(Parcel, parcel.id, { populate: ['heading', 'receipt'] });
  expect(found).toMatchObject({ heading: 'PARCEL', receipt: { id } });
});

test('a number that the enum does not have is refused', () => {
  const parcels = bind(post, { em: orm.em.fork() }).parcel;
  expect(parcels.build({ priority: Priority.low }).priority).toBe(0);
  const refused = expect.objectContaining({ message: expect.stringContaining('is one of 0, 1') });
  expect(() => parcels.build({ priority: 2 as never })).toThrow(refused);
  expect(() => parcels.build({ priority: '1' as never })).toThrow(refused);
});

test('they are linted, seeded and verified', async () => {
  const { client } = database;
  expect(await lint(post, { client })).toEqual([]);
  await client.query(
    'delete from public.receipts; delete from public.scans; delete from public.parcels; delete from public.depots',
  );
  expect(await seed(client, post, day, { seed: 0, now: DEFAULT_NOW })).toMatchObject({ rows: 3 });
  expect(await verify(client, post)).toMatchObject({ violations: [] });
  const { rows } = await client.query('select priority, note from public.parcels');
  expect(rows).toEqual([{ priority: 1, note: 'Parcel 0' }]);
});
