import { factory } from 'seedbed';
import { Author, Book, BookAuthor, Copy, genres, Section } from './entities.ts';

const DAY = 24 * 60 * 60 * 1000;

export const section = factory(Section, {
  parents: { parent: { of: Section, optional: true } },
  columns: {
    id: ({ ordinal }) => ordinal(),
    name: ({ tag }) => `Section ${tag}`,
  },
}).traits({
  /** Part of another one. */
  inside: () => ({ parents: { parent: {} } }),
});

export const author = factory(Author, {
  columns: {
    id: ({ id }) => id(),
    name: ({ fake }) => fake.person.fullName(),
  },
});

export const book = factory(Book, {
  parents: { section: Section },
  columns: {
    id: ({ id }) => id(),
    // A number that no other book has.
    isbn: ({ ordinal }) => `978${String(ordinal()).padStart(10, '0')}`,
    title: ({ fake }) => fake.book.title(),
    genre: ({ random }) => random.pick(genres),
    pages: ({ random }) => random.integer(40, 900),
  },
  // A book has an author: one is made where none is given.
  ensure: ({ row, add, has }) => {
    if (!has(BookAuthor, { book: row.id })) add(bookAuthor, { book: row });
  },
}).traits({
  comic: () => ({ columns: { genre: 'comic', pages: ({ random }) => random.integer(24, 96) } }),
  /** Written by that many people, two unless said otherwise. */
  writtenBy: (count = 2) => ({
    afterCreate: ({ row, add }) => {
      for (let i = 0; i < count; i++) add(bookAuthor, { book: row, author: add(author, {}) });
    },
  }),
});

export const bookAuthor = factory(BookAuthor, {
  parents: { book: Book, author: Author },
  columns: {},
});

export const copy = factory(Copy, {
  parents: { book: Book },
  columns: {
    number: ({ n }) => n + 1,
  },
}).traits({
  /** Lent for that many days, 28 unless said otherwise. */
  lent: (days = 28) => ({
    columns: {
      borrower: ({ fake }) => fake.person.fullName(),
      borrowedAt: ({ now, random }) => new Date(now.getTime() - random.integer(1, 20) * DAY),
      dueAt: ({ row }) => row.borrowedAt && new Date(row.borrowedAt.getTime() + days * DAY),
    },
  }),
});
