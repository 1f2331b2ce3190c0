import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { readStructure } from '../../src/derive/read-structure.ts';
import type { DatabaseStructure } from '../../src/derive/structure.ts';
import { tableTypes } from '../../src/derive/table-types.ts';
import { freshDatabase } from '../support/database.ts';
import type { Tables } from './written-tables.ts';

const SQL = `
  create type mood as enum ('so-so', 'it''s fine');
  create table town (id int primary key, name text not null);
  create table person (
    id bigint primary key, town_id int not null references town, friend_id bigint references person,
    "full name" text not null, born date, score numeric(5,2), weight real not null, mood mood not null, moods mood[],
    tags text[] not null, notes jsonb, photo bytea, seen_at timestamptz, active boolean not null,
    shout text generated always as (upper("full name")) stored);
  create table badge (person_id bigint primary key references person, code uuid not null);
  create table visit (person_id bigint references person, day date, town_id int not null references town,
    primary key (person_id, day));`;

let client: pg.Client;
let structure: DatabaseStructure;
beforeAll(async () => {
  const database = await freshDatabase();
  client = database.client;
  await client.query(SQL);
  structure = await readStructure(database.url);
});

test('rows of all tables are written as types', () => {
  const kept = readFileSync(new URL('./written-tables.ts', import.meta.url), 'utf8');
  expect(tableTypes(structure).replace("from 'seedbed'", "from '../../src/index.ts'")).toBe(kept);
});

test('factories take and give what these say', async () => {
  const f = bind(deriveDomain<Tables>({ name: 'town', structure }), { client });
  const person = await f.person.create({
    town: { name: 'Lyon' },
    mood: "it's fine",
    moods: ['so-so'],
    notes: [1],
  });
  const name: string = person.fullName;
  expect(person.town.name).toBe('Lyon');
  expect(person.shout).toBe(name.toUpperCase());
  const born: Date | null = person.seenAt;
  expect(born === null || born instanceof Date).toBe(true);
  const badge = await f.badge.create({ person, code: '00000000-0000-4000-8000-000000000000' });
  expect(badge.person.id).toBe(person.id);
  const key: bigint = (await f.badge.attributes({ person: { town: person.town } })).person;
  expect(typeof key).toBe('bigint');
  expect((await f.visit.create({ person: person.id, town: person.town.id })).town).toBe(person.town);
  // @ts-expect-error no label of that name
  await expect(f.person.create({ mood: 'great' })).rejects.toMatchObject({ code: 'rule_broken' });
  // @ts-expect-error no column of that name
  await expect(f.person.create({ colour: 'red' })).rejects.toMatchObject({ code: 'unknown_override' });
});
