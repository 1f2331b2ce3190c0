import { defineEntity, EntitySchema, MikroORM, type Options, p } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { readStructure } from '../../src/derive/read-structure.ts';
import type { DatabaseStructure } from '../../src/derive/structure.ts';
import { lint } from '../../src/lint.ts';
import { verify } from '../../src/rules/verify.ts';
import { clone, release, template, transaction } from '../../src/testing.ts';
import { freshDatabase } from '../support/database.ts';
import { kitOn } from '../testing/kit.ts';
import { counts, seedSample } from './derived.ts';
import * as entities from './project/entities.ts';

const { Account, Address, Amount, Base, Book, Card, Copy, Film } = entities;
const { Medium, Reader, Recording, Savings, Settings, Shelf, Tag } = entities;

const config: Options = {
  entities: [
    Base,
    Reader,
    Tag,
    Book,
    Medium,
    Film,
    Recording,
    Shelf,
    Copy,
    Card,
    Account,
    Savings,
    Address,
    Settings,
  ],
  dbName: 'reading-room',
};

let url: string;
let client: pg.Client;
let structure: DatabaseStructure;
beforeAll(async () => {
  ({ url, client } = await freshDatabase());
  await client.query(await new MikroORM(config).schema.getCreateSchemaSQL());
  structure = await readStructure(url);
});

const domainOf = (orm: MikroORM, overrides = {}) =>
  deriveDomain({ name: 'reading-room', orm, entities, structure, overrides });

const ormOf = (address: string): MikroORM =>
  new MikroORM({ ...config, dbName: new URL(address).pathname.slice(1), clientUrl: address });

/** The project's own MikroORM, in a transaction that is rolled back. */
const inProject = test.extend<{ orm: MikroORM; em: MikroORM['em'] }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest wants a pattern
  orm: async ({}, use) => {
    const orm = ormOf(url);
    await use(orm);
    await orm.close();
  },
  em: async ({ orm }, use) => {
    const em = orm.em.fork();
    await em.begin();
    await use(em);
    await em.rollback();
  },
});

describe('factories of a decorated project', () => {
  inProject('are called like its classes, and make its entities', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const book = await f.book.create({ title: 'Ada' });
    expect(book).toBeInstanceOf(Book);
    expect(book.owner.getEntity()).toBeInstanceOf(Reader);
    expect(book.owner.getEntity().greeting()).toMatch(/^Hello \w/);
    expect(book.price).toBeInstanceOf(Amount);
    expect(typeof book.isbn).toBe('string');
    expect(book.loudTitle).toBe('ADA');
    expect(await em.findOne(Book, book.id)).toBe(book);
  });

  inProject('take values as the ORM does', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const reader = await f.reader.create({
      firstName: 'Ada',
      standing: 'regular',
      address: { street: 'Long Lane 1', city: null },
      settings: { dark: true, language: 'fr' },
    });
    expect(reader.address).toBeInstanceOf(Address);
    expect(reader.settings).toBeInstanceOf(Settings);
    const book = await f.book.create({ owner: reader, price: new Amount(250), isbn: '9007199254740993' });
    expect(book.owner.getEntity()).toBe(reader);
    const [stored] = await em.execute(
      `select b.price, b.isbn::text, p."givenName", p.address_street, p.address_city, p.settings
         from book b join people p on p.id = b.owner_id`,
    );
    expect(stored).toEqual({
      price: 250,
      isbn: '9007199254740993',
      givenName: 'Ada',
      address_street: 'Long Lane 1',
      address_city: null,
      settings: { dark: true, language: 'fr' },
    });
  });

  inProject('take parents as entities, references, keys and values', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const reader = await f.reader.create();
    const byReference = await f.book.create({ owner: em.getReference(Reader, reader.id) });
    const byKey = await f.book.create({ owner: reader.id });
    const byValues = await f.book.create({
      owner: { firstName: 'Grace', address: { street: 'Short Lane 2' } },
    });
    expect(byReference.owner.id).toBe(reader.id);
    expect(byKey.owner.id).toBe(reader.id);
    expect(byValues.owner.getEntity()).toMatchObject({
      firstName: 'Grace',
      address: { street: 'Short Lane 2' },
    });
  });

  inProject('fill collections with so many rows, or with such ones', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const tag = await f.tag.create({ name: 'maths' });
    const book = await f.book.create({ tags: [tag, { name: 'engines' }] });
    expect((await book.tags.loadItems()).map(({ name }) => name).sort()).toEqual(['engines', 'maths']);
    const reader = await f.reader.create({ books: 3 });
    expect(await reader.books.loadCount()).toBe(3);
    const other = await f.reader.create({ books: [{ title: 'One' }, { title: 'Two', tags: 2 }] });
    const books = await other.books.loadItems({ populate: ['tags'] });
    expect(books.map(({ title, tags }) => [title, tags.length])).toEqual([
      ['One', 0],
      ['Two', 2],
    ]);
  });

  inProject('make each class whose rows are in one table', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const film = await f.film.create();
    expect(film).toBeInstanceOf(Film);
    expect(film.minutes).toEqual(expect.any(Number));
    expect(await f.recording.create({ sides: 2 })).toBeInstanceOf(Recording);
    const media = await f.medium.createMany(20);
    expect(media.filter((one) => one instanceof Film).length).toBeGreaterThan(0);
    expect(media.filter((one) => one instanceof Recording).length).toBeGreaterThan(0);
    for (const one of media)
      expect(one instanceof Film ? one.minutes : (one as entities.Recording).sides).toBeTypeOf('number');
  });

  inProject('make classes that have a table each', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const savings = await f.savings.create({ owner: 'Ada', percent: 2 });
    expect(savings).toBeInstanceOf(Savings);
    expect(savings).toMatchObject({ owner: 'Ada', percent: 2, createdAt: expect.any(Date) });
    expect(await em.count(Account)).toBe(1);
  });

  inProject('make entities with keys of several columns, and of another entity', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const shelf = await f.shelf.create({ room: 3, place: 4 });
    const copy = await f.copy.create({ shelf });
    expect(copy.shelf).toBe(shelf);
    expect((await f.copy.create({ shelf: { room: 5 } })).shelf.room).toBe(5);
    const reader = await f.reader.create();
    const card = await f.card.create({ reader });
    expect(card.reader).toBe(reader);
    const shelves = await f.shelf.createMany(3);
    expect(shelves.every((one) => one instanceof Shelf)).toBe(true);
    expect((await f.card.createMany(2)).map((one) => one.reader instanceof Reader)).toEqual([true, true]);
  });

  inProject('build entities in memory, whose constructors may want anything', ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const tag = f.tag.build();
    expect(tag).toBeInstanceOf(Tag);
    expect(tag.name).toMatch(/\w/);
    const book = f.book.build({ price: new Amount(5), owner: { firstName: 'Ada' } });
    expect(book.price).toEqual(new Amount(5));
    expect(book.owner.getEntity()).toBeInstanceOf(Reader);
    expect(book.owner.getEntity().greeting()).toBe('Hello Ada');
    expect(book.owner.getEntity().address).toBeInstanceOf(Address);
    const { settings } = f.reader.build({ settings: { dark: true, language: 'fr' } });
    expect(settings).toBeInstanceOf(Settings);
    expect(settings).toMatchObject({ dark: true, language: 'fr' });
    expect(f.film.build()).toBeInstanceOf(Film);
    expect(f.savings.build({ owner: 'Ada' }).owner).toBe('Ada');
  });

  inProject('write what was built before with what belongs to it', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const reader = f.reader.build({ firstName: 'Ada' });
    const book = await f.book.create({ owner: reader });
    expect(book.owner.getEntity().firstName).toBe('Ada');
    expect(book.owner.getEntity().email).toBe(reader.email);
  });

  inProject('give the columns that an API would be sent', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const reader = await f.reader.create();
    expect(await f.book.attributes({ owner: reader, price: new Amount(7), title: 'Ada' })).toMatchObject({
      title: 'Ada',
      price: new Amount(7),
      owner: reader.id,
      isbn: expect.any(String),
    });
    const attributes = await f.reader.attributes({ address: { street: 'Long Lane 1' } });
    expect(attributes).toMatchObject({
      address: { street: 'Long Lane 1' },
      settings: { dark: expect.any(Boolean), language: expect.any(String) },
    });
  });

  inProject('share what a within holds', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const reader = await f.reader.create();
    const books = await f.within({ reader }, async (s) => await s.book.createMany(3));
    expect(books.map(({ owner }) => owner.getEntity())).toEqual([reader, reader, reader]);
    const shelf = await f.shelf.create();
    const copy = await f.within({ shelf }, async (s) => await s.copy.create());
    expect(copy.shelf).toBe(shelf);
  });

  inProject('make rows that default filters of the project hide', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    const book = await f.book.create({ removedAt: new Date(0) });
    expect(book.removedAt).toEqual(new Date(0));
    expect((await f.copy.create({ book })).book).toBe(book);
    expect(await em.count(Book)).toBe(0);
  });

  inProject('are overridden by property, in the form that the project has', async ({ orm, em }) => {
    const overrides = {
      book: { price: () => new Amount(99) },
      reader: { address_street: 'Override Road 1' },
    };
    const book = await bind(domainOf(orm, overrides), { em }).book.create();
    expect(book.price).toEqual(new Amount(99));
    expect(book.owner.getEntity().address.street).toBe('Override Road 1');
  });

  inProject('leave what is not to be managed alone', async ({ orm, em }) => {
    const tag = await bind(domainOf(orm), { em }).tag.create({}, { managed: false });
    expect(tag).toBeInstanceOf(Tag);
    expect(em.getUnitOfWork().getIdentityMap().values()).toEqual([]);
  });

  inProject('say what is misspelt, and which EntityManager they need', async ({ orm, em }) => {
    const f = bind(domainOf(orm), { em });
    // @ts-expect-error a book has no such property
    await expect(f.book.create({ titel: 'x' })).rejects.toMatchObject({ code: 'unknown_override' });
    expect(() =>
      bind(domainOf(orm), { em: new MikroORM({ entities: [Base, Tag], dbName: 'x' }).em.fork() }),
    ).toThrow(expect.objectContaining({ code: 'entities_unknown' }));
  });
});

test('a plain connection is enough, and keys that the database gives go on afterwards', async () => {
  const { url: address, client: own } = await freshDatabase();
  const orm = new MikroORM(config);
  await own.query(await orm.schema.getCreateSchemaSQL());
  const f = bind(domainOf(orm), { client: own });
  const book = await f.book.create();
  expect(book.owner.getEntity()).toBeInstanceOf(Reader);
  const application = ormOf(address);
  const tag = application.em.fork().create(Tag, { name: 'New' });
  await application.em.fork().persist(tag).flush();
  await f.tag.create();
  await application.close();
  const { rows } = await own.query('select count(*)::int as count from tag');
  expect(rows).toEqual([{ count: 2 }]);
});

test('outside of a transaction, each call is one, and its sequences go on', async () => {
  const { url: address, client: own } = await freshDatabase();
  await own.query(await new MikroORM(config).schema.getCreateSchemaSQL());
  const orm = ormOf(address);
  const f = bind(domainOf(orm), { em: orm.em.fork() });
  const tag = await f.tag.create();
  const em = orm.em.fork();
  const next = em.create(Tag, { name: 'New' });
  await em.persist(next).flush();
  expect(next.id).toBe(tag.id + 1);
  await orm.close();
});

test('the sample and lint are as of any derived domain', async () => {
  const database = await freshDatabase();
  const orm = new MikroORM(config);
  await database.client.query(await orm.schema.getCreateSchemaSQL());
  const domain = domainOf(orm);
  expect(await lint(domain, database)).toEqual([]);
  await seedSample({ ...database, domain }, { rows: 50 });
  const all = await counts({ ...database, domain, structure });
  expect(Object.values(all).every((count) => count > 0)).toBe(true);
  const { rows } = await database.client.query(`select settings from people limit 1`);
  expect(Object.keys(rows[0].settings).sort()).toEqual(['dark', 'language']);
});

test('where the tables are not there, it is said who makes them', async () => {
  const { client: empty } = await freshDatabase();
  await expect(verify(empty, domainOf(new MikroORM(config)), {})).rejects.toMatchObject({
    code: 'not_migrated',
    hint: expect.stringContaining('mikro-orm schema:create'),
  });
  await expect(verify(empty, deriveDomain({ name: 'room', structure }), {})).rejects.toMatchObject({
    hint: expect.stringContaining('what makes the tables of the project'),
  });
});

describe('the test kit', () => {
  const kit = kitOn(18);

  test('makes the tables that the MikroORM would make, and lends its entities', async () => {
    const domain = await deriveDomain({ name: 'reading-room', orm: new MikroORM(config), entities });
    expect(kit.url).toBeDefined();
    const room = await template(domain, { scenario: 'sample', parameters: { rows: 9 } });
    const first = await transaction(room);
    const readers = await first.em.count(Reader);
    expect(readers).toBeGreaterThan(0);
    const book = await first.f.book.create({ tags: 2 });
    expect(await first.em.findOneOrFail(Book, book.id)).toBe(book);
    expect(await first.orm.em.fork().count(Tag)).toBeGreaterThan(1);
    await first.em.transactional(async (em) => {
      await bind(domain, { em, run: 1 }).reader.create();
      expect(await em.count(Reader)).toBe(readers + 2);
    });
    await release(first);
    const second = await transaction(room);
    expect(await second.em.count(Reader)).toBe(readers);
    await release(second);

    const copy = await clone(room);
    const tag = await copy.f.tag.create();
    const em = copy.orm.em.fork();
    expect((await em.findOneOrFail(Tag, tag.id)).name).toBe(tag.name);
    const next = em.create(Tag, { name: 'Next' });
    await em.persist(next).flush();
    expect(next.id).toBe(tag.id + 1);
    await release(copy);
    await release(room);
  });

  test('says what PostgreSQL refuses of the tables', async () => {
    const Wrong = defineEntity({
      name: 'Wrong',
      checks: [{ name: 'wrong', expression: 'a >' }],
      properties: { id: p.integer().primary(), a: p.integer() },
    });
    const orm = new MikroORM({ entities: [Wrong], dbName: 'wrong' });
    await expect(deriveDomain({ name: 'wrong', orm })).rejects.toMatchObject({ code: 'structure_not_taken' });
  });
});

/** The same two tables by each way in which MikroORM takes entities. */
describe('entities that are defined', () => {
  const WriterSchema = defineEntity({
    name: 'Writer',
    properties: {
      id: p.integer().primary(),
      penName: p.string().length(30),
      poems: () => p.oneToMany(Poem).mappedBy('writer'),
    },
  });
  class Writer extends WriterSchema.class {
    get initials(): string {
      return this.penName.slice(0, 1);
    }
  }
  WriterSchema.setClass(Writer);
  const Poem = defineEntity({
    name: 'Poem',
    properties: { id: p.uuid().primary(), title: p.string(), writer: () => p.manyToOne(Writer) },
  });

  interface Song {
    id: number;
    title: string;
    writer: Writer;
  }
  const SongSchema = new EntitySchema<Song>({
    name: 'Song',
    properties: {
      id: { type: 'integer', primary: true },
      title: { type: 'string', fieldName: 'its_title' },
      writer: { kind: 'm:1', entity: () => Writer },
    },
  });

  test('by defineEntity with and without a class, and by EntitySchema', async () => {
    const own = await freshDatabase();
    const orm = new MikroORM({ entities: [Writer, Poem, SongSchema], dbName: 'verses' });
    await own.client.query(await orm.schema.getCreateSchemaSQL());
    const domain = await deriveDomain({
      name: 'verses',
      orm,
      url: own.url,
      entities: { Writer, Poem, Song: SongSchema },
    });
    const f = bind(domain, { client: own.client });
    const writer = await f.writer.create({ penName: 'Ada', poems: 2 });
    expect(writer.initials).toBe('A');
    const song = await f.song.create({ title: 'One', writer });
    expect(song).toMatchObject({ title: 'One', writer: { penName: 'Ada' } });
    expect((await f.poem.create({ writer })).writer.initials).toBe('A');
    expect((await own.client.query('select its_title from song')).rows).toEqual([{ its_title: 'One' }]);
    expect((await own.client.query('select from poem')).rows).toHaveLength(3);
  });
});
