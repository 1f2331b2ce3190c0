import { defineEntity, p } from '@mikro-orm/core';
import type { AnyFactory } from '../../src/factories/definition.ts';
import type { Scope } from '../../src/seeders/scope.ts';
import { Cents, table } from './columns.ts';
import { type Columns, type Feature, make, number, type Own, own } from './own.ts';

const id = () => p.integer().primary();

const Address = defineEntity({
  name: 'Address',
  embeddable: true,
  properties: { street: p.string(), postalCode: p.string() },
});
const home = { street: 'Main Street 1', postalCode: '12345' };

const of2026 = {
  type: 'range',
  expression: 'day',
  partitions: [{ name: 'event_2026', values: "from ('2026-01-01') to ('2027-01-01')" }],
};

/** A column of a parent that is no relation, whose type is not known. */
const ofParent = (parents: object, name: string, column: string): unknown =>
  Reflect.get(Reflect.get(parents, name) ?? {}, column);

/** A shelf with a book, the second table pointing to the first one. */
function shelfWithBook(
  shelf: { readonly table: Own; readonly columns: Columns },
  book: { readonly table: Own; readonly columns: Columns },
  rest: Partial<Feature> = {},
): Feature {
  const shelves = make(shelf.table, shelf.columns);
  const books = make(book.table, book.columns, { shelf: shelf.table });
  return {
    entities: [shelf.table, book.table],
    factories: { shelf: shelves, book: books },
    rows: (scope) => scope.add(books, 0, { shelf: scope.add(shelves, 0, {} as never) } as never),
    ...rest,
  };
}

const add = (scope: Scope, factory: AnyFactory, given: object = {}): object =>
  scope.add(factory, 0, given as never); // of a factory whose types are not known

const uniques = (...all: readonly object[]) => ({ options: { uniques: all } });

/** How tables are made and hang together, one way a domain. */
export const structures: Readonly<Record<string, () => Feature>> = {
  'no two at the same time': () =>
    table(
      { room: p.integer(), during: p.string().columnType('tstzrange') },
      { room: number, during: '["2026-01-01 00:00:00+00","2026-01-02 00:00:00+00")' },
      {
        structure: {
          extensions: ['btree_gist'],
          epilogue: [
            'alter table thing add constraint thing_alone exclude using gist (room with =, during with &&)',
          ],
        },
        is: `exists (select from pg_constraint where conname = 'thing_alone' and contype = 'x')`,
      },
    ),
  'rows in partitions': () => {
    const event = own(
      'event',
      { id: id(), day: p.date().primary(), name: p.string() },
      {
        partitionBy: of2026,
      },
    );
    return {
      entities: [event],
      factories: { event: make(event, { id: number, day: '2026-01-14', name: 'tea' }) },
      holds: { day: '2026-01-14', name: 'tea' },
      is: '(select count(*) = 2 from event_2026)',
    };
  },
  'row security beside the entities': () =>
    table(
      { name: p.string() },
      { name: 'tea' },
      {
        structure: {
          epilogue: [
            'alter table thing enable row level security',
            'create policy "Everybody" on thing using (true)',
          ],
        },
        is: `(select relrowsecurity from pg_class where relname = 'thing') and exists (select from pg_policy where polname = 'Everybody')`,
      },
    ),
  'policies of an entity': () =>
    table(
      { name: p.string() },
      { name: 'tea' },
      {
        options: { policies: [{ name: 'everybody', using: 'true' }] },
        is: `exists (select from pg_policy where polname = 'everybody')`,
      },
    ),
  'a unique by an expression': () =>
    table(
      { mail: p.string() },
      { mail: ({ tag }) => `${tag}@example.org` },
      {
        ...uniques({
          name: 'thing_mail_lower',
          expression: 'create unique index thing_mail_lower on thing (lower(mail))',
        }),
        is: `exists (select from pg_indexes where indexname = 'thing_mail_lower' and indexdef like '%UNIQUE%lower(%')`,
      },
    ),
  'a unique among some rows': () =>
    table(
      { mail: p.string(), isGone: p.boolean() },
      { mail: ({ tag }) => tag, isGone: false },
      {
        ...uniques({ name: 'thing_mail_live', properties: ['mail'], where: 'not is_gone' }),
        is: `exists (select from pg_indexes where indexname = 'thing_mail_live' and indexdef like '%WHERE%')`,
      },
    ),
  'a unique in which two nulls are the same': () =>
    table(
      { mail: p.string().nullable() },
      { mail: ({ tag }) => tag },
      {
        ...uniques({
          name: 'thing_mail',
          properties: ['mail'],
          expression: 'create unique index thing_mail on thing (mail) nulls not distinct',
        }),
        is: `exists (select from pg_indexes where indexname = 'thing_mail' and indexdef like '%NULLS NOT DISTINCT%')`,
      },
    ),
  'a view': () => {
    const all = table({ name: p.string().length(20) }, { name: 'tea' });
    const view = own(
      'loud',
      { id: id(), name: p.string() },
      {
        view: true,
        expression: "select id, upper(name) as name from thing where name in ('tea', 'milk') order by id",
      },
    );
    return {
      ...all,
      entities: [...all.entities, view],
      is: `(select string_agg(name, ' ') = 'TEA TEA' from loud)`,
    };
  },
  'an entity that is a query': () => {
    const all = table({ name: p.string() }, { name: 'tea' });
    const query = own('names', { name: p.string() }, { expression: 'select name from thing' });
    return { ...all, entities: [...all.entities, query], is: `to_regclass('names') is null` };
  },
  'an embedded object in one column': () =>
    table(
      { address: () => p.embedded(Address).object() },
      { address: home },
      { holds: { address: '{"street": "Main Street 1", "postalCode": "12345"}' } },
    ),
  'embedded objects in a list': () =>
    table(
      { addresses: () => p.embedded(Address).array() },
      { addresses: [home] },
      { holds: { addresses: '[{"street": "Main Street 1", "postalCode": "12345"}]' } },
    ),
  'a constructor with arguments': () => {
    const schema = defineEntity({
      name: 'Thing',
      tableName: 'thing',
      properties: { id: id(), name: p.string() },
    });
    class Thing extends schema.class {
      constructor(name: string) {
        super();
        this.name = name.toUpperCase();
      }
    }
    schema.setClass(Thing as never); // the ORM's own type asks for one without arguments
    const thing = Thing as unknown as Own;
    return {
      entities: [thing],
      factories: { thing: make(thing, { id: number, name: 'tea' }) },
      holds: { name: 'tea' },
    };
  },
  'properties of a base entity': () => {
    const base = defineEntity({ name: 'Base', abstract: true, properties: { id: id(), note: p.string() } });
    const thing = own('thing', { name: p.string() }, { extends: base });
    return {
      entities: [thing],
      factories: { thing: make(thing, { id: number, name: 'tea', note: 'hot' }) },
      holds: { name: 'tea', note: 'hot' },
    };
  },
  'a many-to-many by an entity between': () => {
    const tag = own('tag', { id: id(), name: p.string() });
    const thing: Own = own('thing', {
      id: id(),
      tags: () => p.manyToMany(tag).pivotEntity(() => link),
    });
    const link: Own = own('link', {
      thing: () => p.manyToOne(thing).primary(),
      tag: () => p.manyToOne(tag).primary(),
    });
    const [tags, things, links] = [
      make(tag, { id: number, name: 'hot' }),
      make(thing, { id: number }),
      make(link, {}, { thing, tag }),
    ];
    return {
      entities: [link, thing, tag],
      factories: { tag: tags, thing: things, link: links },
      rows: (scope) => void add(scope, links, { thing: add(scope, things), tag: add(scope, tags) }),
      is: '(select count(*) = 1 from link join thing on thing.id = thing_id join tag on tag.id = tag_id)',
    };
  },
  'a circle with a key that may be null': () => {
    const team: Own = own('team', { id: id(), head: () => p.manyToOne(person).nullable() });
    const person: Own = own('person', { id: id(), team: () => p.manyToOne(team) });
    const [teams, people] = [make(team, { id: number }), make(person, { id: number }, { team })];
    return {
      entities: [person, team],
      factories: { team: teams, person: people },
      rows: (scope) => void add(scope, people, { team: add(scope, teams) }),
      is: '(select count(*) = 1 from person join team on team.id = team_id)',
    };
  },
  'a circle with a key that waits': () => {
    const team: Own = own('team', { id: id(), head: () => p.manyToOne(person).deferMode('deferred') });
    const person: Own = own('person', { id: id(), team: () => p.manyToOne(team) });
    const people = make(person, { id: number }, { team });
    const teams = make(
      team,
      { id: number, head: number },
      {},
      { afterCreate: ({ row, add }) => void add(people, { id: row['head'], team: row } as never) },
    );
    return {
      entities: [team, person],
      factories: { team: teams, person: people },
      rows: (scope) => void add(scope, people, { id: 7, team: add(scope, teams, { head: 7 }) }),
      is: '(select count(*) = 1 from team join person on person.id = head_id and team.id = team_id)',
    };
  },
  'a circle of three': () => {
    const a: Own = own('a', { id: id(), b: () => p.manyToOne(b).nullable() });
    const b: Own = own('b', { id: id(), c: () => p.manyToOne(c) });
    const c: Own = own('c', { id: id(), a: () => p.manyToOne(a) });
    const [as, bs, cs] = [
      make(a, { id: number }),
      make(b, { id: number }, { c }),
      make(c, { id: number }, { a }),
    ];
    return {
      entities: [b, c, a],
      factories: { a: as, b: bs, c: cs },
      rows: (scope) => void add(scope, bs, { c: add(scope, cs, { a: add(scope, as) }) }),
      is: '(select count(*) = 1 from b join c on c.id = c_id join a on a.id = a_id)',
    };
  },
  'a key over two columns, beside the relations': () => {
    const place = own('place', { hall: id(), seat: id() });
    const ticket = own('ticket', { id: id(), hall: p.integer(), seat: p.integer() });
    const places = make(place, { hall: number, seat: 1 });
    // The place is no relation of a ticket, and what both of them have in common is taken from it.
    const tickets = make(
      ticket,
      {
        id: number,
        hall: ({ parents }) => ofParent(parents, 'place', 'hall'),
        seat: ({ parents }) => ofParent(parents, 'place', 'seat'),
      },
      { place },
    );
    return {
      entities: [ticket, place],
      factories: { place: places, ticket: tickets },
      rows: (scope) => void add(scope, tickets, { place: add(scope, places) }),
      structure: {
        compositeKeys: [
          {
            name: 'ticket_place_fkey',
            entity: ticket,
            columns: ['hall', 'seat'],
            references: { entity: place, columns: ['hall', 'seat'] },
            onDelete: 'cascade',
            onUpdate: 'no action',
          },
        ],
      },
      is: `exists (select from pg_constraint where conname = 'ticket_place_fkey') and (select count(*) = 1 from ticket)`,
    };
  },
  'a key to a unique column, beside the relations': () => {
    const shelf = own('shelf', { id: id(), code: p.string().unique() });
    const book = own('book', { id: id(), shelfCode: p.string() });
    return shelfWithBook(
      { table: shelf, columns: { id: number, code: ({ tag }) => tag } },
      {
        table: book,
        columns: {
          id: number,
          shelfCode: ({ parents }) => ofParent(parents, 'shelf', 'code'),
        },
      },
      {
        structure: {
          compositeKeys: [
            {
              name: 'book_shelf_code_fkey',
              entity: book,
              columns: ['shelf_code'],
              references: { entity: shelf, columns: ['code'] },
              onDelete: 'cascade',
              onUpdate: 'no action',
            },
          ],
        },
        is: '(select count(*) = 1 from book join shelf on shelf.code = shelf_code)',
      },
    );
  },
  'a key that is a relation': () => {
    const shelf = own('shelf', { id: id() });
    const plan = own('plan', { shelf: () => p.oneToOne(shelf).primary(), name: p.string() });
    return shelfWithBook(
      { table: shelf, columns: { id: number } },
      { table: plan, columns: { name: 'oak' } },
      { is: '(select count(*) = 1 from plan join shelf on shelf.id = shelf_id)' },
    );
  },
  'a filter that hides the parents': () => {
    const shelf = own(
      'shelf',
      { id: id(), gone: p.datetime().nullable() },
      { filters: { live: { name: 'live', cond: { gone: null }, default: true } } },
    );
    const book = own('book', { id: id(), shelf: () => p.manyToOne(shelf) });
    return shelfWithBook(
      { table: shelf, columns: { id: number, gone: ({ now }) => now } },
      { table: book, columns: { id: number } },
      { is: '(select count(*) = 1 from book join shelf on shelf.id = shelf_id and gone is not null)' },
    );
  },
  'a tree in which every row has a parent': () => {
    const node: Own = own('node', { id: id(), root: () => p.manyToOne(node) });
    return {
      entities: [node],
      factories: { node: make(node, { id: number, root: ({ row }) => row['id'] }) },
      is: '(select count(*) = 2 from node where root_id = id)',
    };
  },
  'a key over two columns to rows in partitions': () => {
    const event = own('event', { id: id(), day: p.date().primary() }, { partitionBy: of2026 });
    const visit = own('visit', { id: id(), event: p.integer(), day: p.date() });
    const events = make(event, { id: number, day: '2026-01-14' });
    const visits = make(
      visit,
      { id: number, event: ({ parents }) => ofParent(parents, 'what', 'id'), day: '2026-01-14' },
      { what: event },
    );
    return {
      entities: [event, visit],
      factories: { event: events, visit: visits },
      rows: (scope) => void add(scope, visits, { what: add(scope, events) }),
      structure: {
        compositeKeys: [
          {
            name: 'visit_event_fkey',
            entity: visit,
            columns: ['event', 'day'],
            references: { entity: event, columns: ['id', 'day'] },
            onDelete: 'cascade',
            onUpdate: 'no action',
          },
        ],
      },
      is: '(select count(*) = 1 from visit join event_2026 on event_2026.id = visit.event)',
    };
  },
  'a type of a project in what a view shows': () => {
    const all = table({ price: p.type(Cents) }, { price: { cents: 5 } });
    const view = own(
      'prices',
      { id: id(), price: p.type(Cents) },
      { view: true, expression: 'select id, price from thing' },
    );
    return { ...all, entities: [view, ...all.entities], is: '(select sum(price) = 10 from prices)' };
  },
  'a circle with a key that waits, and a computed column': () => {
    const team: Own = own('team', {
      id: id(),
      name: p.string(),
      loud: p.string().generated('(upper(name)) stored'),
      head: () => p.manyToOne(person).deferMode('deferred'),
    });
    const person: Own = own('person', { id: id(), team: () => p.oneToOne(team) });
    const people = make(person, { id: number }, { team });
    const teams = make(
      team,
      { id: number, name: 'tea', head: number },
      {},
      { afterCreate: ({ row, add }) => void add(people, { id: row['head'], team: row } as never) },
    );
    return {
      entities: [person, team],
      factories: { team: teams },
      rows: (scope) => void add(scope, people, { id: 7, team: add(scope, teams, { head: 7 }) }),
      is: "(select count(*) = 1 from team join person on person.id = head_id where loud = 'TEA')",
    };
  },
  'properties of a base entity with an embedded object, and a policy': () => {
    const base = defineEntity({
      name: 'Base',
      abstract: true,
      properties: { id: id(), address: () => p.embedded(Address).object() },
    });
    const options = { extends: base, policies: [{ name: 'everybody', using: 'true' }] };
    const thing = own('thing', { colors: p.enum(['red', 'green']).array().nativeEnumName('color') }, options);
    return {
      entities: [thing],
      factories: { thing: make(thing, { id: number, address: home, colors: ['green'] }) },
      holds: { colors: '{green}', address: '{"street": "Main Street 1", "postalCode": "12345"}' },
      is: `exists (select from pg_policy where polname = 'everybody')`,
    };
  },
};
