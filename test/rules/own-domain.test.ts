import { defineEntity, p } from '@mikro-orm/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { counterexample } from '../../src/bind/counterexample.ts';
import { bind } from '../../src/bind.ts';
import { migrations } from '../../src/database/migrate.ts';
import { type Domain, defineDomain } from '../../src/domain.ts';
import { factory } from '../../src/factories/factory.ts';
import type { DomainRule, Rule } from '../../src/rules/rule.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { verify } from '../../src/rules/verify.ts';
import { Book, Shelf } from '../domains/toy/entities.ts';
import { library } from '../domains/toy/library.ts';
import { type FreshDatabase, freshDatabase, servers } from '../support/database.ts';

const shelf = factory(Shelf, {
  required: ['label'],
  samples: { label: ({ tag }) => `Shelf ${tag}` },
  columns: { id: ({ random }) => random.integer(1, 1_000_000_000), builtAt: ({ now }) => now },
});
const book = factory(Book, {
  parents: { shelf: Shelf },
  columns: { id: ({ id }) => id(), title: ({ tag }) => `Volume ${tag}` },
});

const hasPages: DomainRule = {
  name: 'book_has_pages',
  entity: Book,
  enforcedBy: 'constraint',
  counterexample: (make) => ({ insert: Book, row: { ...make.spare(Book), pages: 0 } }),
};
const isRead: DomainRule = {
  name: 'book_is_read',
  entity: Book,
  description: 'Nobody reads more than 1,000 pages.',
  enforcedBy: 'verify',
  violations: { broken: 'book.pages > 1000', right: `'at most 1000'` },
  counterexample: (make) => ({ update: Book, row: make.row(Book), set: { pages: 1001 } }),
};
const own = defineDomain({ ...library, factories: { shelf, book }, rules: [hasPages, isRead] });
const rules = rulesOf(own);

describe.each(servers)('the rules of a domain of one’s own, on PostgreSQL $version', ({ version }) => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase({ version, template: 'empty' });
    await migrations(own, database.url).up();
  });

  const violating = (rule: Rule) => {
    const f = bind(own, { client: database.client });
    return (rule.entity === Shelf ? f.shelf : f.book).violating(rule);
  };

  it.each(rules.filter(({ enforcedBy }) => enforcedBy === 'constraint'))(
    '$name is refused by its name',
    async (rule) => {
      expect(await violating(rule).attempt()).toMatchObject({
        refused: true,
        rule: rule.name,
        ...rule.answer,
      });
    },
  );

  it('a semantic rule is broken so that its query finds it', async () => {
    const { client } = database;
    const example = violating(rules.find(({ name }) => name === isRead.name) ?? expect.fail());
    expect(await example.attempt()).toEqual({ refused: false, corrected: {} });
    await client.query('begin');
    for (const { table, row } of example.rows) {
      const columns = Object.keys(row);
      const values = columns.map((_, i) => `$${i + 1}`);
      await client.query(`insert into ${table} (${columns}) values (${values})`, Object.values(row));
    }
    await client.query('update book set pages = 1001');
    const { violations } = await verify(client, own, { all: true });
    expect(violations.map(({ rule }) => rule.name)).toEqual([isRead.name]);
    await client.query('rollback');
  });
});

it('the collections of a created entity can be loaded', async () => {
  const { url, client } = await freshDatabase({ template: 'empty' });
  await migrations(own, url).up();
  const { shelf: place } = await bind(own, { client }).book.create({ shelf: { label: 'New' } });
  expect(await place.books.loadCount()).toBe(1);
  expect((await place.books.loadItems()).map(({ shelf: its }) => its)).toEqual([place]);
});

it('a check is broken only where it is stated how', () => {
  const silent: Domain = defineDomain({ ...own, rules: [] });
  expect(() => counterexample(silent, hasPages.name)).toThrow(
    expect.objectContaining({ code: 'counterexample_missing' }),
  );
  expect(counterexample(own, hasPages.name).answer).toMatchObject({ constraint: hasPages.name });
});

describe('SQL of a rule that PostgreSQL refuses', () => {
  const stated = { entity: Book, description: 'Something is so.', enforcedBy: 'verify' as const };
  const sound: DomainRule = { ...stated, name: 'book_b', violations: { broken: 'true', right: `'😀'` } };
  const wrong = (violations: DomainRule['violations']): DomainRule => ({
    ...stated,
    name: 'book_c',
    violations: { broken: 'true', right: `''`, ...violations },
  });

  it.each([
    {
      in: 'what breaks it',
      rule: wrong({ broken: `book.title = '🙂' or book.pagez > 1000`, right: `''` }),
      refused: {
        details: { sqlState: '42703', position: 21 },
        hint: 'Correct the SQL of that rule (its `violations`, or the check of its entity), then try again.',
        message:
          "PostgreSQL did not let the rows of book be checked by the rule 'book_c' (42703): column book.pagez does not exist. " +
          `It is at character 21 of its SQL, at the arrow: "book.title = '🙂' or →book.pagez > 1000".`,
      },
    },
    {
      in: 'a join',
      rule: wrong({ joins: ['left join shelf as s on s.id = book.shelf_id'], broken: 'true', right: `''` }),
      refused: {
        details: { sqlState: '42P01', position: 11 },
        hint: expect.stringContaining('with their schema'),
      },
    },
    {
      in: 'its syntax',
      rule: wrong({ broken: 'book.pages >> > 1', right: `''` }),
      refused: { details: { sqlState: '42601', position: 15 } },
    },
    {
      in: 'what would be right',
      rule: wrong({ broken: 'book.pages = 7', right: 'upper(book.pages)' }),
      refused: { details: { sqlState: '42883', position: 1 } },
    },
    {
      in: 'what fails as it runs',
      rule: wrong({ broken: 'book.pages / (book.pages - 7) > 1', right: `''` }),
      refused: {
        details: { sqlState: '22012' },
        hint: expect.stringContaining('Correct the SQL of that rule'),
        message:
          "PostgreSQL did not let the rows of book be checked by the rule 'book_c' (22012): division by zero. " +
          'Its SQL is "book.pages / (book.pages - 7) > 1".',
      },
    },
    {
      in: 'what would be right, as it runs',
      rule: wrong({ broken: 'true', right: '(book.pages / (book.pages - 7))::text' }),
      refused: { details: { sqlState: '22012' } },
    },
  ])('in $in is told as its own, with the place', async ({ rule, refused }) => {
    const { url, client } = await freshDatabase({ template: 'empty' });
    await migrations(own, url).up();
    await bind(own, { client }).book.create({ pages: 7, shelf: { label: 'New' } });
    const domain: Domain = defineDomain({ ...own, rules: [sound, rule] });
    await expect(verify(client, domain, { rules: ['book_b', 'book_c'] })).rejects.toMatchObject({
      ...refused,
      code: 'verify_refused',
      kind: 'usage',
      details: { rule: 'book_c', ...refused.details },
    });
  });

  it('in a check of an entity is told as its own too', async () => {
    const { url, client } = await freshDatabase({ template: 'empty' });
    await migrations(own, url).up();
    const WrongSchema = defineEntity({
      name: 'Wrong',
      tableName: 'shelf',
      properties: { id: p.integer().primary(), label: p.string().length(40) },
      checks: [{ name: 'shelf_labelled', expression: `label <> '' and lable is not null` }],
    });
    class Wrong extends WrongSchema.class {}
    WrongSchema.setClass(Wrong);
    const domain = defineDomain({ ...own, entities: [Wrong], factories: {}, scenarios: [], rules: [] });
    await expect(verify(client, domain)).rejects.toMatchObject({
      code: 'verify_refused',
      kind: 'usage',
      message: expect.stringContaining('→lable is not null'),
      hint: expect.stringContaining('the check of its entity'),
      details: { rule: 'shelf_labelled', sqlState: '42703' },
    });
  });
});
