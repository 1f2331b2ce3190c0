import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { declaredOrm } from '../../src/database/offline-orm.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { defineDomain } from '../../src/domain.ts';
import { findScenario } from '../../src/domains.ts';
import type { Generated } from '../../src/entities/row.ts';
import { factory } from '../../src/factories/factory.ts';
import { lint } from '../../src/lint.ts';
import { Address } from '../../src/random/address.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { z } from '../../src/zod.ts';
import { freshDatabase, servers } from '../support/database.ts';

const ClubSchema = defineEntity({
  name: 'Club',
  tableName: 'club',
  properties: {
    // The database numbers them itself, unless a statement says otherwise.
    id: p.bigint('bigint').primary().generated('identity'),
    name: p.string().length(40),
    slug: p.text().nullable().generated('(lower(name)) stored'),
    members: p.integer(),
    isFull: p.boolean().$type<Generated<boolean>>().nullable().generated('(members > 10) stored'),
  },
});
class Club extends ClubSchema.class {}
ClubSchema.setClass(Club);

const TripSchema = defineEntity({
  name: 'Trip',
  tableName: 'trip',
  properties: {
    club: () => p.manyToOne(Club).primary().deleteRule('cascade').updateRule('restrict'),
    day: p.date().primary(),
    year: p.integer().nullable().generated('(extract(year from day)::int) stored'),
  },
});
class Trip extends TripSchema.class {}
TripSchema.setClass(Trip);

const club = factory(Club, {
  columns: { id: ({ ordinal }) => BigInt(ordinal()), name: ({ n }) => `Club ${n}`, members: 12 },
});
const trip = factory(Trip, { parents: { club: Club }, columns: { day: '2026-05-01' } });

const outings = defineScenario({
  name: 'outings',
  summary: 'Clubs with trips.',
  appendable: false,
  parameters: z.strictObject({}),
  shared(scope) {
    for (const n of [0, 1, 2]) scope.add(trip, n, { club: scope.add(club, n, { id: BigInt(101 + n) }) });
  },
});

const clubs = defineDomain({
  name: 'clubs',
  entities: [Club, Trip],
  migrations: new URL('../domains/toy/migrations/', import.meta.url),
  factories: { club, trip },
  scenarios: [outings],
});
const { scenario } = findScenario('outings', [clubs]);

const orms: MikroORM[] = [];
afterAll(async () => {
  for (const orm of orms) await orm.close();
});

describe.each(servers)('columns that the database fills on PostgreSQL $version', async ({ version }) => {
  const { client, url } = await freshDatabase({ version });
  await client.query(await declaredOrm(clubs).schema.getCreateSchemaSQL());
  const orm = new MikroORM({ ...ormOptions(clubs), ...connectionOptions(url) });
  orms.push(orm);

  test('keys that it would number are loaded as they are made, and numbering goes on behind them', async () => {
    await client.query('begin');
    await seed(client, clubs, scenario, { seed: 0, now: DEFAULT_NOW });
    const { rows } = await client.query(
      'select c.id::int, slug, is_full, year from public.club c join public.trip on club_id = c.id order by 1',
    );
    expect(rows).toEqual(
      [0, 1, 2].map((n) => ({ id: 101 + n, slug: `club ${n}`, is_full: true, year: 2026 })),
    );
    const next = await client.query(
      `insert into public.club (name, members) values ('x', 1) returning id::int`,
    );
    expect(next.rows).toEqual([{ id: 104 }]);
    await client.query('rollback');
  });

  test('a created entity has what is stored, in its own EntityManager as in another', async () => {
    const em = orm.em.fork();
    await em.begin();
    const f = bind(clubs, { em });
    const [first, second] = await f.trip.createMany(2, { club: { name: 'Alpine', members: 3 } });
    if (!first || !second) return expect.fail();
    expect(first.club).toMatchObject({ slug: 'alpine', isFull: false });
    expect(second.year).toBe(2026);
    const { id } = first.club;
    expect((await em.findOneOrFail(Club, { id })).slug).toBe('alpine');
    const other = em.fork({ keepTransactionContext: true });
    expect(await other.findOneOrFail(Club, { id })).toMatchObject({ id, slug: 'alpine', isFull: false });
    const loose = await f.club.create({ name: 'LOOSE' }, { managed: false });
    expect(loose.slug).toBe('loose');
    // A flush has nothing to write, and a change is stored.
    first.club.name = 'Nordic';
    await em.flush();
    expect(await other.refresh(await other.findOneOrFail(Club, { id }))).toMatchObject({ slug: 'nordic' });
    await em.rollback();
  });

  test('keys are those that were made', async () => {
    await client.query('begin');
    const { id } = await bind(clubs, { client }).club.create();
    expect((await client.query('select id from public.club')).rows).toEqual([{ id: String(id) }]);
    await client.query('rollback');
    expect(await lint(clubs, { client })).toEqual([]);
  });

  test('a value for a computed column is refused, wherever it is given', async () => {
    const f = bind(clubs, { client });
    const refused = { code: 'unknown_override', details: { factory: 'club', override: 'slug' } };
    const slug = { slug: 'mine' };
    // @ts-expect-error the types say so too
    void (() => f.club.build({ isFull: true }));
    expect(() => f.club.build(slug as never)).toThrow(expect.objectContaining(refused));
    expect(() => f.club.build(slug as never)).toThrow("The database computes 'slug' of club");
    await expect(f.club.create(slug as never)).rejects.toMatchObject(refused);
    await expect(f.club.createMany(3, slug as never)).rejects.toMatchObject(refused);
    await expect(f.club.attributes(slug as never)).rejects.toMatchObject(refused);
    await expect(f.trip.create({ club: slug as never })).rejects.toMatchObject(refused);
    const address = Address.root({ seed: 0, now: DEFAULT_NOW }).child('club', 0);
    expect(() => club.row(address, slug as never)).toThrow(expect.objectContaining(refused));
    expect(Object.keys(await f.club.attributes())).toEqual(['id', 'name', 'members']);
  });
});
