import { lint } from 'seedbed';
import { testFor } from 'seedbed/vitest';
import { describe, expect } from 'vitest';
import { Book, BookAuthor, Copy } from '../entities.ts';
import { library } from '../library.ts';

const test = testFor(library);

test('a book has an author, whether one is named or not', async ({ em, f }) => {
  const book = await f.book.create();
  expect(await em.count(BookAuthor, { book })).toBe(1);
  const joint = await f.book.writtenBy(3).create();
  expect(await joint.authors.loadCount()).toBe(3);
});

test('the rows of a call belong together', async ({ f }) => {
  const section = await f.section.inside().create({ name: 'Classics', parent: { name: 'Fiction' } });
  expect(section.parent?.name).toBe('Fiction');
  await f.within({ section }, async (s) => {
    const copies = await s.copy.lent().createMany(2);
    expect(copies.map(({ book }) => book.section)).toEqual([section, section]);
  });
});

test('a copy that is lent for too long is refused before it is written', async ({ f }) => {
  await expect(f.copy.lent(57).create()).rejects.toThrow('A copy is lent for at most 56 days.');
});

test('each rule of the library can be broken', async ({ f }) => {
  expect(await f.book.violating('book_has_pages').attempt()).toMatchObject({
    refused: true,
    sqlstate: '23514',
  });
  expect(await f.copy.violating('copy_pkey').attempt()).toMatchObject({ refused: true, sqlstate: '23505' });
  // Nothing in the database keeps this one.
  expect(await f.book.violating('book_has_author').attempt()).toMatchObject({ refused: false });
});

test('the factories are in order', async ({ em }) => {
  expect(await lint(library, { em })).toEqual([]);
});

describe('in a branch', () => {
  test.override({ scenario: { name: 'branch', parameters: { rooms: 1 } }, isolation: 'clone' });

  test('books and authors know each other', async ({ orm }) => {
    const em = orm.em.fork();
    const [book] = await em.findAll(Book, { populate: ['authors.books', 'section.parent'], limit: 1 });
    expect(book?.authors.length).toBeGreaterThan(0);
    expect(book?.authors[0]?.books.getIdentifiers()).toContain(book?.id);
    expect(book?.section.parent?.name).toBe('Room 1');
    expect(await em.count(Copy, { borrower: { $ne: null } })).toBeGreaterThan(0);
  });
});
