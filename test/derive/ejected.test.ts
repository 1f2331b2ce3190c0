import { expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { ejectableOf, ejectedSource } from '../../src/derive/ejected.ts';
import { combinations } from './combinations.ts';
import { derivedDatabase, seedSample } from './derived.ts';
import { describeEjected } from './describe-ejected.ts';
import { difficulties } from './difficulties.ts';

/** The others are in the long suite. */
const some = [
  'a serial key, and names that need quotes',
  'an enum of its own type, and a list of one',
  'checks on labels, ranges and patterns',
  'checks between columns',
  'one parent of two, never both',
  'a key over several columns, and one that it has in common with another',
  'defaults, and columns that only a default fills',
  'a soft-deleted parent of rows with a partial unique and a check on times',
];
const all = Object.entries({ ...difficulties, ...combinations });
describeEjected(Object.fromEntries(all.filter(([name]) => some.includes(name))));

const ROOMS = `
  create table hotel (id int primary key, name text not null);
  create table room (
    id int primary key, hotel_id int not null references hotel, floor int not null check (floor between 1 and 3),
    opened_on date not null, closed_on date, check (closed_on > opened_on),
    code text not null unique check (code ~ '^R-[0-9]{2}$'), note text)`;

test('the source says what the database demands, in expressions that can be changed', async () => {
  const { domain } = await derivedDatabase(ROOMS);
  const [, room] = domain.entities.map((entity) => ejectableOf(entity));
  const source = room ? ejectedSource(room) : '';
  expect(source).toContain(`    hotel: { of: 'hotel' },\n`);
  expect(source).toContain(`    id: ({ ordinal }) => ordinal(),\n`);
  expect(source).toMatch(/ {4}\/\/ check .*floor.*\n {4}floor: \(\{ random \}\) => random\.pick\(\[[123], /);
  expect(source).toMatch(
    /const checked = combinations\(\['closedOn', 'openedOn'\], \[\n[^;]*\n {2}\[\{ days: -?\d+ \}, \{ days: -?\d+ \}\],\n/,
  );
  expect(source).toContain(`    note: orNull(0.85, like('room.note', 'text')),\n`);
});

test('what is changed there is in the sample and in each call', async () => {
  const { structure, client } = await derivedDatabase(ROOMS);
  const hotel = { columns: { id: ({ ordinal }: { ordinal(): number }) => ordinal(), name: 'Ritz' } };
  const domain = deriveDomain({ name: 'hotels', structure, factories: { hotel } });
  await seedSample({ client, domain }, { rows: 10 });
  const { rows } = await client.query('select distinct name from public.hotel');
  expect(rows).toEqual([{ name: 'Ritz' }]);
  expect(bind(domain, { client })['hotel']?.build({})).toMatchObject({ name: 'Ritz' });
  const overridden = deriveDomain({
    name: 'hotels',
    structure,
    factories: { hotel },
    overrides: { hotel: { name: 'Plaza' } },
  });
  expect(bind(overridden, { client })['hotel']?.build({})).toMatchObject({ name: 'Plaza' });
});

test('names that mean nothing are refused', async () => {
  const { structure } = await derivedDatabase(ROOMS);
  const refused = (factories: object) => () =>
    deriveDomain({ name: 'hotels', structure, factories: factories as never });
  const unknown = (unknown: string) =>
    expect.objectContaining({ code: 'unknown_name', details: expect.objectContaining({ unknown }) });
  expect(refused({ hotels: { columns: {} } })).toThrow(unknown('hotels'));
  expect(refused({ hotel: { columns: { title: 'x' } } })).toThrow(unknown('title'));
  expect(refused({ hotel: { columns: {}, traits: {} } })).toThrow(unknown('traits'));
  expect(refused({ room: { parents: { hotel: { of: 'motel' } }, columns: {} } })).toThrow(unknown('motel'));
});

test('a date that must be after another one is', async () => {
  const { domain, client } = await derivedDatabase(`
    create table stay (id int primary key, starts_on date not null, ends_on date not null, check (ends_on > starts_on))`);
  const stays = await bind(domain, { client })['stay']?.createMany(60, {});
  expect(stays).toHaveLength(60);
});
