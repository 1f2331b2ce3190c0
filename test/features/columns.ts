import { p, Type } from '@mikro-orm/core';
import { type Columns, type Feature, make, number, own } from './own.ts';

const big = ({ ordinal }: { ordinal(): number }): bigint => BigInt(ordinal());

/** A table with a key, and what else it has. */
export function table(
  properties: Readonly<Record<string, unknown>>,
  columns: Columns,
  { options = {}, ...rest }: { readonly options?: Readonly<Record<string, unknown>> } & Partial<Feature> = {},
): Feature {
  const thing = own('thing', { id: p.integer().primary(), ...properties }, options);
  return { entities: [thing], factories: { thing: make(thing, { id: number, ...columns }) }, ...rest };
}

/** Whose values are objects in a program, and whole numbers in the database. */
export class Cents extends Type<{ readonly cents: number }, number> {
  override convertToDatabaseValue(value: { readonly cents: number }): number {
    return value.cents;
  }

  override convertToJSValue(value: number): { readonly cents: number } {
    return { cents: value };
  }

  override getColumnType(): string {
    return 'int';
  }
}

/** Whose values are written in small letters, whatever a program has. */
export class Shout extends Type<string, string> {
  override convertToDatabaseValue(value: string): string {
    return value.toLowerCase();
  }

  override convertToJSValue(value: string): string {
    return value.toUpperCase();
  }

  override getColumnType(): string {
    return 'varchar(8)';
  }
}

const isIdentity = (kind: 'a' | 'd') =>
  `exists (select from pg_attribute where attrelid = 'thing'::regclass and attname = 'id' and attidentity = '${kind}')`;

/** Columns of every kind, one a domain. */
export const columns: Readonly<Record<string, () => Feature>> = {
  'a serial key': () =>
    table(
      { id: p.integer().primary().autoincrement(), name: p.string() },
      { name: 'tea' },
      { holds: { name: 'tea' }, is: `pg_get_serial_sequence('thing', 'id') is not null` },
    ),
  'a bigserial key': () => table({ id: p.bigint().primary().autoincrement() }, { id: big }),
  'an identity by default': () =>
    table(
      { id: p.bigint().primary().generated('by default as identity') },
      { id: big },
      { is: isIdentity('d') },
    ),
  'an identity that is always generated': () =>
    table({ id: p.bigint().primary().generated('identity') }, { id: big }, { is: isIdentity('a') }),
  'a bigint key that is a text': () =>
    table({ id: p.bigint('string').primary() }, { id: ({ ordinal }) => `900719925${ordinal()}` }),
  'a bigint that is a text': () =>
    table(
      { size: p.bigint('string') },
      { size: '9007199254740993' },
      { holds: { size: '9007199254740993' } },
    ),
  'a bigint key that is a number': () => table({ id: p.bigint('number').primary() }, { id: number }),
  'a uuid that the database could make': () =>
    table({ id: p.uuid().primary().defaultRaw('gen_random_uuid()') }, { id: ({ id }) => id() }),
  'a list of texts': () =>
    table(
      { tags: p.array() },
      { tags: ['x', 'y,"z"', '', '\\', 'null'] },
      { holds: { tags: '{x,"y,\\"z\\"","","\\\\","null"}' } },
    ),
  'a list of texts that may be null': () =>
    table({ tags: p.array().nullable() }, {}, { holds: { tags: null } }),
  'a list of numbers': () =>
    table({ sizes: p.array(Number).columnType('int[]') }, { sizes: [1, 2] }, { holds: { sizes: '{1,2}' } }),
  'a list of an enum of its own type': () =>
    table(
      { colors: p.enum(['red', 'green']).array().nativeEnumName('color') },
      { colors: ['red'] },
      { holds: { colors: '{red}' }, is: `to_regtype('color') is not null` },
    ),
  'a list of an enum that is a text': () =>
    table(
      { colors: p.enum(['red', 'green']).array() },
      { colors: ['red', 'green'] },
      { holds: { colors: '{red,green}' } },
    ),
  'an enum of numbers': () => table({ stars: p.enum([1, 2, 3]) }, { stars: 2 }, { holds: { stars: '2' } }),
  'a document': () =>
    table(
      { extra: p.json() },
      { extra: { a: [1, null, 'x'] } },
      { holds: { extra: '{"a": [1, null, "x"]}' } },
    ),
  'a document that is a list': () =>
    table({ extra: p.json() }, { extra: [1, { b: 2 }] }, { holds: { extra: '[1, {"b": 2}]' } }),
  'an exact number': () =>
    table(
      { price: p.decimal().precision(10).scale(2) },
      { price: '12.50' },
      {
        holds: { price: '12.50' },
        is: `(select numeric_precision = 10 from information_schema.columns where column_name = 'price')`,
      },
    ),
  'an exact number that is a number': () =>
    table(
      { price: p.decimal('number').precision(10).scale(2) },
      { price: 12.5 },
      { holds: { price: '12.50' } },
    ),
  'an exact number of any size': () =>
    table(
      { price: p.type('decimal').columnType('numeric') },
      { price: '12.5000001' },
      { holds: { price: '12.5000001' } },
    ),
  'a text in which case does not matter': () =>
    table(
      { mail: p.string().columnType('citext').unique() },
      { mail: ({ tag }) => `${tag}@example.org` },
      { structure: { extensions: ['citext'] } },
    ),
  'a time without a zone': () =>
    table(
      { at: p.datetime().columnType('timestamp') },
      { at: ({ now }) => now },
      { holds: { at: '2026-01-14 10:00:00' } },
    ),
  'a date': () => table({ day: p.date() }, { day: '2026-01-14' }, { holds: { day: '2026-01-14' } }),
  'a time of day': () => table({ opens: p.time() }, { opens: '12:00:00' }, { holds: { opens: '12:00:00' } }),
  'an interval': () =>
    table({ pause: p.interval() }, { pause: '1 day 02:00:00' }, { holds: { pause: '1 day 02:00:00' } }),
  'a float': () => table({ size: p.double() }, { size: 1.5 }, { holds: { size: '1.5' } }),
  'some bytes': () =>
    table({ picture: p.blob() }, { picture: Buffer.from('ab') }, { holds: { picture: '\\x6162' } }),
  'a search vector': () =>
    table(
      { search: p.string().columnType('tsvector') },
      { search: "'tea':1" },
      { holds: { search: "'tea':1" } },
    ),
  'a range and a point': () =>
    table(
      { ages: p.string().columnType('int4range'), place: p.string().columnType('point') },
      { ages: '[1,5)', place: '(1,2)' },
      { holds: { ages: '[1,5)', place: '(1,2)' } },
    ),
  'a type of a project, of objects': () =>
    table({ price: p.type(Cents) }, { price: { cents: 5 } }, { holds: { price: '5' } }),
  'a type of a project, of texts': () =>
    table({ name: p.type(Shout) }, { name: 'TEA' }, { holds: { name: 'tea' } }),
  'a column that the database computes': () =>
    table(
      { name: p.string(), loud: p.string().generated('(upper(name)) stored') },
      { name: 'tea' },
      { holds: { loud: 'TEA' } },
    ),
  'a computed column by a function': () =>
    table(
      {
        name: p.string(),
        loud: p
          .string()
          .generated((names: Readonly<Record<string, string>>) => `(upper(${names['name']})) stored`),
      },
      { name: 'tea' },
      { holds: { loud: 'TEA' } },
    ),
  'a computed column that the factory computes, too': () =>
    table(
      { name: p.string(), loud: p.string().generated('(upper(name)) stored') },
      { name: 'tea', loud: ({ row }) => String(row['name']).toUpperCase() },
      { holds: { loud: 'TEA' } },
    ),
  'columns with defaults': () =>
    table(
      { name: p.string().default('coffee'), size: p.integer().default(3) },
      { name: 'tea', size: 1 },
      { holds: { name: 'tea', size: '1' } },
    ),
  'a column of another name': () =>
    table({ name: p.string().name('ThingName') }, { name: 'tea' }, { holds: { ThingName: 'tea' } }),
  'a version': () =>
    table(
      { name: p.string(), version: p.integer().version() },
      { name: 'tea', version: 1 },
      { holds: { version: '1' } },
    ),
  'a column that is loaded when asked for': () =>
    table({ text: p.text().lazy() }, { text: 'tea' }, { holds: { text: 'tea' } }),
  'a value that the ORM would make': () =>
    table(
      { at: p.datetime().onCreate(() => new Date(0)) },
      { at: ({ now }) => now },
      { holds: { at: '2026-01-14 10:00:00+00' } },
    ),
  'a formula': () =>
    table(
      { name: p.string(), loud: p.string().formula('upper(name)') },
      { name: 'tea' },
      { holds: { name: 'tea' } },
    ),
};
