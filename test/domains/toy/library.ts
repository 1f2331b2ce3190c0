import { z } from 'zod';
import { defineDomain } from '../../../src/domain.ts';
import { factory } from '../../../src/factories/factory.ts';
import { defineScenario } from '../../../src/seeders/scenario.ts';
import { Book, Shelf } from './entities.ts';

const shelf = factory(Shelf, {
  columns: { id: ({ n }) => 10 * (n + 1), label: ({ tag }) => `Shelf ${tag}`, builtAt: ({ now }) => now },
});

const book = factory(Book, {
  parents: { shelf: Shelf },
  columns: {
    id: ({ id }) => id(),
    title: ({ random, n }) => `${random.pick(['The Sea', 'A Garden', 'Two Rivers'])}, volume ${n + 1}`,
    pages: ({ random }) => (random.chance(0.1) ? null : random.integer(20, 900)),
  },
});

export const shelves = defineScenario({
  name: 'shelves',
  summary: 'Shelves with books.',
  parameters: z.strictObject({
    shelves: z.int().min(0).max(50).default(3).describe('shelves'),
    books: z.int().min(0).max(50).default(4).describe('books a shelf'),
  }),
  shared: () => {},
  units: ({ shelves }) => shelves,
  unit(scope, { books }, k) {
    const place = scope.add(shelf, k, {});
    for (let n = 0; n < books; n++) scope.add(book, n, { shelf: place });
  },
});

/** The smallest domain: two tables and nothing that could be left out. */
export const library = defineDomain({
  name: 'library',
  entities: [Book, Shelf],
  migrations: new URL('./migrations/', import.meta.url),
  factories: { shelf, book },
  scenarios: [shelves],
});
