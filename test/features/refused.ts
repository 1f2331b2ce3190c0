import { defineEntity, p, Type } from '@mikro-orm/core';
import { table } from './columns.ts';
import type { COMMANDS } from './describe-features.ts';
import { type Feature, make, number, type Own, own } from './own.ts';

/** What no hand-written domain can have, and what is said about it. */
export interface Refused {
  readonly feature: () => Feature;
  /** Where it is refused; when the configuration is loaded where that is left out. */
  readonly by?: (typeof COMMANDS)[number];
  readonly code?: string;
  /** What is named. */
  readonly problem: string;
  /** The way out. */
  readonly hint: string;
}

const id = () => p.integer().primary();

/** A key whose values are written with a prefix. */
class Prefixed extends Type<string, string> {
  override convertToDatabaseValue(value: string): string {
    return `no-${value}`;
  }

  override getColumnType(): string {
    return 'text';
  }
}

/** Of which PostgreSQL makes the value. */
class Searched extends Type<string, string> {
  override convertToDatabaseValueSQL(key: string): string {
    return `to_tsvector('simple', ${key})`;
  }

  override getColumnType(): string {
    return 'tsvector';
  }
}

const DERIVE = 'deriveDomain({ name, url })';

export const refused: Readonly<Record<string, Refused>> = {
  'an identity by a name that is not the ORM’s': {
    feature: () =>
      table(
        { id: p.bigint().primary().generated('always as identity') },
        { id: ({ ordinal }) => BigInt(ordinal()) },
      ),
    code: 'config_unreadable',
    problem: 'Thing.id is an identity that MikroORM spells in another way',
    hint: "Write .generated('identity')",
  },
  'an identity without a value': {
    feature: () => {
      const thing = own('thing', { id: p.bigint().primary().generated('identity') });
      return { entities: [thing], factories: { thing: make(thing, {}) } };
    },
    problem: "has the factory 'thing' without a value for 'id'",
    hint: 'Give it one in `columns`',
  },
  'defaults of the database without a value': {
    feature: () => table({ name: p.string().default('coffee') }, {}),
    problem: "has the factory 'thing' without a value for 'name'",
    hint: 'rows are written whole, without defaults',
  },
  'values that only the ORM would make': {
    feature: () => table({ at: p.datetime().onCreate(() => new Date(0)) }, {}),
    problem: "has the factory 'thing' without a value for 'at'",
    hint: 'without defaults of the database or the ORM',
  },
  'a computed column that is not persisted': {
    feature: () =>
      table(
        { name: p.string(), loud: p.string().generated('(upper(name)) stored').persist(false) },
        { name: 'tea' },
      ),
    code: 'config_unreadable',
    problem: 'Thing.loud is a computed column of which MikroORM makes no column',
    hint: 'Leave out .persist(false)',
  },
  'a computed column with another value than the database’s': {
    feature: () =>
      table(
        { name: p.string(), loud: p.string().generated('(upper(name)) stored') },
        { name: 'tea', loud: 'milk' },
      ),
    by: 'lint',
    problem: 'The database stores another Thing.loud than the factory made',
    hint: '',
  },
  'a type that is written by SQL': {
    feature: () => table({ search: p.type(Searched) }, { search: 'tea' }),
    problem: 'has Thing.search, whose type converts values by SQL,',
    hint: "p.string().columnType('…')",
  },
  'a key of a type of its own': {
    feature: () => table({ id: p.type(Prefixed).primary() }, { id: ({ tag }) => tag }),
    problem: 'has thing.id, a key of a type of its own,',
    hint: 'Give a key the type of its column',
  },
  'a check that is no SQL': {
    feature: () =>
      table(
        { size: p.integer() },
        { size: 1 },
        { options: { checks: [{ name: 'thing_size', expression: 'size >' }] } },
      ),
    by: 'migrate create initial',
    code: 'entities_refused',
    problem: 'add constraint "thing_size" check (size >)',
    hint: 'Look for that SQL in its entities',
  },
  'a partitioned table without partitions': {
    feature: () => {
      const options = { partitionBy: { type: 'range', expression: 'day' } };
      const event = own('event', { id: id(), day: p.date().primary() }, options);
      return { entities: [event], factories: { event: make(event, { id: number, day: '2026-01-14' }) } };
    },
    problem: 'Entity Event has invalid partitionBy option',
    hint: 'Fix the entities there',
  },
  'another schema': {
    feature: () => table({ name: p.string() }, { name: 'tea' }, { options: { schema: 'sales' } }),
    problem: 'has migrations, and the table sales.thing',
    hint: 'deriveDomain({ name, url })',
  },
  'a factory of a view': {
    feature: () => {
      const { entities, factories } = table({ name: p.string() }, { name: 'tea' });
      const options = { view: true, expression: 'select id, name from thing' };
      const view = own('names', { id: id(), name: p.string() }, options);
      return {
        entities: [...entities, view],
        factories: { ...factories, names: make(view, { id: number, name: 'tea' }) },
      };
    },
    problem: "has the factory 'names' of Names, which is a view or a query",
    hint: 'Leave it out',
  },
  'an embedded object in columns of its own': {
    feature: () => {
      const Address = defineEntity({
        name: 'Address',
        embeddable: true,
        properties: { street: p.string() },
      });
      return table({ address: () => p.embedded(Address) }, {});
    },
    code: 'config_unreadable',
    problem: 'Thing.address is an embedded object in columns of its own',
    hint: 'p.embedded(…).object()',
  },
  'several classes in one table': {
    feature: () => {
      const options = { discriminatorColumn: 'kind', discriminatorMap: { cat: 'Cat', dog: 'Dog' } };
      const pet = own('pet', { id: id(), kind: p.enum(['cat', 'dog']), name: p.string() }, options);
      const cat = own('cat', { lives: p.integer().nullable() }, { extends: pet, tableName: undefined });
      const dog = own('dog', { tricks: p.integer().nullable() }, { extends: pet, tableName: undefined });
      const cats = make(cat, { id: number, name: 'Tom', kind: 'cat', lives: 9 });
      return { entities: [pet, cat, dog], factories: { cat: cats } };
    },
    problem: 'has Pet, an entity whose rows are in the table pet with others (sti),',
    hint: DERIVE,
  },
  'a class with a table below that of another': {
    feature: () => {
      const pet = own('pet', { id: id(), name: p.string() }, { inheritance: 'tpt' });
      const cat = own('cat', { lives: p.integer() }, { extends: pet });
      return {
        entities: [pet, cat],
        factories: { cat: make(cat, { id: number, name: 'Tom', lives: 9 }) },
      };
    },
    problem: 'has Pet, an entity whose rows are in several tables (tpt),',
    hint: DERIVE,
  },
  'a many-to-many without an entity between': {
    feature: () => {
      const tag = own('tag', { id: id(), name: p.string() });
      const thing = own('thing', { id: id(), tags: () => p.manyToMany(tag) });
      return { entities: [thing, tag], factories: { thing: make(thing, { id: number }) } };
    },
    problem: 'has the table thing_tags, but none of the entities is for it',
    hint: '.pivotEntity(',
  },
  'a circle of keys that cannot wait': {
    feature: () => {
      const team: Own = own('team', { id: id(), head: () => p.manyToOne(person) });
      const person: Own = own('person', { id: id(), team: () => p.manyToOne(team) });
      const teams = make(team, { id: number }, { head: person });
      return { entities: [team, person], factories: { team: teams } };
    },
    problem: 'tables in a circle: team.head → person.team',
    hint: ".nullable(), or wait: .deferMode('deferred')",
  },
  'a relation to a key of two columns': {
    feature: () => {
      const place = own('place', { hall: id(), seat: id() });
      const ticket = own('ticket', { id: id(), place: () => p.manyToOne(place) });
      return { entities: [place, ticket], factories: { place: make(place, { hall: number, seat: 1 }) } };
    },
    problem: 'has Ticket.place, a relation over several columns (place_hall, place_seat),',
    hint: 'compositeKeys',
  },
  'a relation to a unique column': {
    feature: () => {
      const shelf = own('shelf', { id: id(), code: p.string().unique() });
      // The builder takes names of columns that it knows of the target, which are none here.
      const relation = () => p.manyToOne(shelf).targetKey('code' as never);
      const book = own('book', { id: id(), shelf: relation });
      return {
        entities: [shelf, book],
        factories: { book: make(book, { id: number }, { shelf }) },
      };
    },
    code: 'config_unreadable',
    problem: 'Book.shelf is a relation to another column than the primary key',
    hint: 'compositeKeys',
  },
  'a required parent that is of the same table': {
    feature: () => {
      const node: Own = own('node', { id: id(), root: () => p.manyToOne(node) });
      const nodes = make(node, { id: number }, { root: node });
      return {
        entities: [node],
        factories: { node: nodes },
        rows: (scope) => void scope.add(nodes, 0, { id: 1, root: 1 } as never),
      };
    },
    by: 'lint',
    problem: 'The parents of node have no end: node → node.',
    hint: '',
  },
};

export const refusedFeatures = Object.fromEntries(
  Object.entries(refused).map(([name, { feature }]) => [name, feature]),
);
