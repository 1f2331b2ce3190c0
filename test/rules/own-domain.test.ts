import { beforeAll, describe, expect, it } from 'vitest';
import { counterexample } from '../../src/bind/counterexample.ts';
import { bind } from '../../src/bind.ts';
import { migrations } from '../../src/database/migrate.ts';
import { type Domain, defineDomain } from '../../src/domain.ts';
import { CounterexampleMissingError } from '../../src/errors/counterexample-missing.ts';
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
  columns: { id: ({ random }) => random.integer(1, 1_000_000_000), builtAt: ({ at }) => at },
});
const book = factory(Book, {
  parents: { shelf: Shelf },
  columns: { id: ({ id }) => id(), title: ({ tag }) => `Volume ${tag}` },
});

const hasPages: DomainRule = {
  name: 'book_has_pages',
  entity: Book,
  enforcement: 'C',
  counterexample: (make) => ({ insert: Book, row: { ...make.spare(Book), pages: 0 } }),
};
const isRead: DomainRule = {
  name: 'book_is_read',
  entity: Book,
  sentence: 'Nobody reads more than 1,000 pages.',
  enforcement: 'S',
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

  it.each(rules.filter(({ enforcement }) => enforcement === 'C'))(
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
  expect(() => counterexample(silent, hasPages.name)).toThrow(CounterexampleMissingError);
  expect(counterexample(own, hasPages.name).answer).toMatchObject({ constraint: hasPages.name });
});
