import { defineEntity, p } from '@mikro-orm/core';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { compatibility } from '../../src/database/compatibility.ts';
import { declaredConstraints } from '../../src/database/constraints.ts';
import { type Domain, defineDomain } from '../../src/domain.ts';
import { everyServer, freshDatabase } from '../support/database.ts';

const own = `create type door_right as enum ('read', 'write'); create type "Odd Right" as enum ('read', 'write', 'own');
  create domain short as varchar(10); create domain shorter as short; create domain tags as text[];
  create domain amount as numeric(8,2); create type span as range (subtype = float8)`;
const ownTypes = [
  'door_right',
  '"Odd Right"',
  'short',
  'shorter',
  'tags',
  'amount',
  'span',
  'ltree',
  'citext',
];

/** One type in other words each: as somebody may declare it, and as a database may have it. */
const sameTypes = [
  ['timestamp(3) with time zone', 'timestamptz(3)'],
  ['timestamp', 'timestamp without time zone'],
  ['decimal(10, 2)', 'numeric(10,2)'],
  ['numeric(8,2)', 'amount'],
  ['amount', 'numeric(8,2)'],
  ['character varying(10)', 'shorter'],
  ['shorter', 'varchar(10)'],
  ['text[]', 'tags'],
  ['tags', 'text[][]'],
  ['varchar(5)[]', 'text[]'],
  ['int2[]', 'bigint[]'],
  ['public.ltree', 'ltree'],
  ['door_right', 'public.door_right'],
  ['door_right[]', '"Odd Right"[]'],
  ['float', 'double precision'],
  ['int', 'int8'],
  ['bit varying(5)', 'varbit(6)'],
  ['interval(3)', 'interval'],
  ['character(3)', 'bpchar(3)'],
] as const;
const otherTypes = [
  ['text', 'text[]'],
  ['text[]', 'text'],
  ['varchar(11)', 'shorter'],
  ['varchar(5)[]', 'varchar(4)[]'],
  ['door_right[]', 'text'],
  ['"Odd Right"[]', 'door_right[]'],
  ['numeric(9,2)', 'amount'],
  ['int8[]', 'int4[]'],
  ['timestamptz', 'timestamp'],
  ['interval', 'interval(0)'],
] as const;

/** A table with a column for each type. */
function typed(types: readonly string[]): Domain {
  const ThingSchema = defineEntity({
    name: 'Thing',
    tableName: 'thing',
    properties: {
      id: p.integer().primary(),
      ...Object.fromEntries(types.map((type, i) => [`c${i}`, p.string().columnType(type).nullable()])),
    },
  });
  class Thing extends ThingSchema.class {}
  ThingSchema.setClass(Thing);
  const migrations = new URL('./none/', import.meta.url);
  return defineDomain({ name: 'things', entities: [Thing], migrations, factories: {}, scenarios: [] });
}

async function tableOf(client: pg.Client, types: readonly string[]): Promise<void> {
  const columns = types.map((type, i) => `, c${i} ${type}`).join('');
  await client.query(`drop table if exists thing; create table thing (id int primary key${columns})`);
}

describe.each(everyServer)('types of PostgreSQL $version', ({ version }) => {
  it('fit themselves, each of them and an array of it', async () => {
    const { client } = await freshDatabase({ version, template: 'course' });
    await client.query(own);
    const { rows } = await client.query<{ type: string }>(
      `select format_type(oid, null) as type from pg_type
        where typnamespace = 'pg_catalog'::regnamespace and typtype in ('b', 'r', 'm') and typcategory <> 'A' and typarray <> 0 order by 1`,
    );
    const types = [...rows.map(({ type }) => type), ...ownTypes].flatMap((type) => [type, `${type}[]`]);
    expect(types.length).toBeGreaterThan(150);
    await tableOf(client, types);
    expect(await compatibility(client, typed(types))).toEqual([]);
  });

  it('are known by what they are, in whichever words, and told from others', async () => {
    const { client } = await freshDatabase({ version, template: 'course' });
    await client.query(own);
    await tableOf(
      client,
      [...sameTypes, ...otherTypes].map(([, there]) => there),
    );
    const found = await compatibility(client, typed([...sameTypes, ...otherTypes].map(([wanted]) => wanted)));
    expect(found.map(({ kind, column }) => `${kind} ${column}`)).toEqual(
      otherTypes.map((_, i) => `type c${sameTypes.length + i}`),
    );
  });

  it('of an array of an enum hold its values, and no rule says that the array is one of them', async () => {
    const { client } = await freshDatabase({ version });
    const DoorSchema = defineEntity({
      name: 'Door',
      tableName: 'door',
      properties: {
        id: p.integer().primary(),
        rights: p.enum(['read', 'write']).array().nativeEnumName('door_right').nullable(),
      },
    });
    class Door extends DoorSchema.class {}
    DoorSchema.setClass(Door);
    const migrations = new URL('./none/', import.meta.url);
    const doors = defineDomain({ name: 'doors', entities: [Door], migrations, factories: {}, scenarios: [] });
    await client.query(
      `create type door_right as enum ('write', 'read'); create table door (id int primary key, rights door_right[])`,
    );
    expect(await compatibility(client, doors)).toEqual([]);
    expect(declaredConstraints(doors).filter(({ kind }) => kind === 'enum')).toEqual([]);
    await client.query(
      `drop type door_right cascade; create type door_right as enum ('write'); alter table door add rights door_right[]`,
    );
    expect(await compatibility(client, doors)).toMatchObject([{ kind: 'type', column: 'rights' }]);
  });
});
