import { defineScenario, type RowOf, type Scope } from 'seedbed';
import { z } from 'seedbed/zod';
import type { Author, Section } from './entities.ts';
import { author, book, bookAuthor, copy, section } from './factories.ts';

/** Something to look at. */
export const shelf = defineScenario({
  name: 'shelf',
  summary: 'A shelf with the books of one author.',
  parameters: z.strictObject({
    books: z.int().min(1).max(100).default(5).describe('books on it'),
  }),
  shared(scope, { books }) {
    const place = scope.add(section, 0, { id: scope.ordinal(0), name: scope.named('Classics', ' ') });
    const writer = scope.add(author, 0, {});
    for (let n = 0; n < books; n++) {
      const made = scope.add(book, n, { section: place });
      scope.add(bookAuthor, n, { book: made, author: writer });
      scope.add(copy, n, { book: made, number: 1 });
    }
  },
});

const AUTHORS = 30;
const SHELVES = 3;
const BOOKS = 8;

/** Something to work with, of any size. */
export const branch = defineScenario({
  name: 'branch',
  summary:
    'A branch library: rooms with shelves, books of one or two authors, copies of which some are lent.',
  parameters: z.strictObject({
    rooms: z.int().min(1).max(50_000).default(4).describe('rooms, each with some 120 rows'),
  }),
  // What all rooms share: those who write the books.
  shared: (scope) => Array.from({ length: AUTHORS }, (_, n) => scope.add(author, n, {})),
  // A unit a room: each is made without the others, so that any number of them fits into memory.
  units: ({ rooms }) => rooms,
  unit(scope, _, k, authors) {
    const id = scope.ordinal((1 + SHELVES) * k);
    const room = scope.add(section, 0, { id, name: scope.named(`Room ${k + 1}`, ' ') });
    for (let s = 1; s <= SHELVES; s++) {
      const name = scope.named(`Room ${k + 1}, shelf ${s}`, ' ');
      const place = scope.add(section, s, { id: id + s, name, parent: room });
      for (let b = 0; b < BOOKS; b++) addBook(scope.below('shelf', s), place, b, authors);
    }
  },
});

function addBook(scope: Scope, place: RowOf<Section>, n: number, authors: readonly RowOf<Author>[]): void {
  const random = scope.random('book', n);
  const made = scope.add(n % 4 === 0 ? book.comic() : book, n, { section: place });
  const first = random.integer(0, authors.length - 1);
  const writers = authors.slice(first, first + random.integer(1, 2));
  for (const [i, writer] of writers.entries()) {
    scope.add(bookAuthor, 2 * n + i, { book: made, author: writer });
  }
  const copies = random.integer(1, 3);
  for (let number = 1; number <= copies; number++) {
    const isLent = random.chance(0.4);
    scope.add(isLent ? copy.lent() : copy, 3 * n + number, { book: made, number });
  }
}
