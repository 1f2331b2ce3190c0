import { defineEntity, p } from '@mikro-orm/core';

export const genres = ['novel', 'essay', 'poetry', 'comic'] as const;

const SectionSchema = defineEntity({
  name: 'Section',
  tableName: 'section',
  properties: {
    id: p.integer().primary().generated('by default as identity'),
    name: p.string().length(80).unique(),
    // A self-reference: a section is part of another one.
    parent: () => p.manyToOne(Section).nullable().deleteRule('restrict').updateRule('restrict').index(),
  },
});
export class Section extends SectionSchema.class {}
SectionSchema.setClass(Section);

const AuthorSchema = defineEntity({
  name: 'Author',
  tableName: 'author',
  properties: {
    id: p.uuid().primary(),
    name: p.string().length(200),
    books: () => p.manyToMany(Book).mappedBy('authors'),
  },
});
export class Author extends AuthorSchema.class {}
AuthorSchema.setClass(Author);

const BookSchema = defineEntity({
  name: 'Book',
  tableName: 'book',
  properties: {
    id: p.uuid().primary(),
    isbn: p.string().length(13).unique(),
    title: p.string().length(255),
    genre: p.enum(genres).nativeEnumName('genre').default('novel'),
    pages: p.integer(),
    section: () => p.manyToOne(Section).deleteRule('restrict').updateRule('restrict').index(),
    // A many-to-many over a table that is an entity too, so that a factory makes its rows.
    authors: () => p.manyToMany(Author).pivotEntity(() => BookAuthor),
    copies: () => p.oneToMany(Copy).mappedBy('book'),
  },
  checks: [
    { name: 'book_isbn_valid', expression: `isbn ~ '^97[89][0-9]{10}$'` },
    { name: 'book_has_pages', expression: 'pages > 0' },
  ],
});
export class Book extends BookSchema.class {}
BookSchema.setClass(Book);

const BookAuthorSchema = defineEntity({
  name: 'BookAuthor',
  tableName: 'book_author',
  properties: {
    book: () => p.manyToOne(Book).primary().deleteRule('cascade').updateRule('restrict'),
    author: () => p.manyToOne(Author).primary().deleteRule('restrict').updateRule('restrict').index(),
  },
});
export class BookAuthor extends BookAuthorSchema.class {}
BookAuthorSchema.setClass(BookAuthor);

const CopySchema = defineEntity({
  name: 'Copy',
  tableName: 'copy',
  properties: {
    // A composite key: the copies of a book are numbered.
    book: () => p.manyToOne(Book).primary().deleteRule('cascade').updateRule('restrict'),
    number: p.integer().primary(),
    borrower: p.string().length(200).nullable(),
    borrowedAt: p.datetime().columnType('timestamptz').nullable(),
    dueAt: p.datetime().columnType('timestamptz').nullable(),
  },
  checks: [
    {
      name: 'copy_borrowed_by_somebody',
      expression: '(borrower is null) = (borrowed_at is null) and (borrower is null) = (due_at is null)',
    },
    { name: 'copy_due_after', expression: 'due_at > borrowed_at' },
  ],
});
export class Copy extends CopySchema.class {}
CopySchema.setClass(Copy);
