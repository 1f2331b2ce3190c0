import { defineEntity, p } from '@mikro-orm/core';

const ShelfSchema = defineEntity({
  name: 'Shelf',
  tableName: 'shelf',
  properties: {
    id: p.integer().primary().generated('by default as identity'),
    label: p.string().length(40).unique(),
    builtAt: p.datetime().columnType('timestamptz'),
    books: () => p.oneToMany(Book).mappedBy('shelf'),
  },
});
export class Shelf extends ShelfSchema.class {}
ShelfSchema.setClass(Shelf);

const BookSchema = defineEntity({
  name: 'Book',
  tableName: 'book',
  properties: {
    id: p.uuid().primary(),
    title: p.string().length(255),
    pages: p.integer().nullable(),
    shelf: () => p.manyToOne(Shelf).deleteRule('cascade').updateRule('restrict').index(),
  },
  checks: [{ name: 'book_has_pages', expression: 'pages > 0' }],
});
export class Book extends BookSchema.class {}
BookSchema.setClass(Book);
