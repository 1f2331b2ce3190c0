import { defineDomain } from 'seedbed';
import { Author, Book, BookAuthor, Copy, Section } from './entities.ts';
import { author, book, bookAuthor, copy, section } from './factories.ts';
import { rules } from './rules.ts';
import { branch, shelf } from './scenarios.ts';

export const library = defineDomain({
  name: 'library',
  entities: [Section, Author, Book, BookAuthor, Copy],
  migrations: new URL('./migrations/', import.meta.url),
  factories: { section, author, book, bookAuthor, copy },
  scenarios: [shelf, branch],
  rules,
});
