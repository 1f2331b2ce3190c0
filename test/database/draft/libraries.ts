import { defineEntity, p } from '@mikro-orm/core';
import { type Domain, defineDomain } from '../../../src/domain.ts';
import type { CompositeKey } from '../../../src/entities/schema.ts';
import { trigger } from '../../../src/entities/triggers.ts';

const shelve = (column: string) => `create function shelve() returns trigger language plpgsql as $$
begin
  -- A shelf's "name" is trimmed; \`this\` and \${that} are text.
  new.${column} = btrim(new.${column});
  return new;
end
$$`;

const kept = (folder: URL, definition: Pick<Domain, 'entities'> & Partial<Domain>): Domain =>
  defineDomain({ name: 'library', migrations: folder, factories: {}, scenarios: [], ...definition });

/** A library as it was. */
export function firstLibrary(folder: URL): Domain {
  const ShelfSchema = defineEntity({
    name: 'Shelf',
    tableName: 'shelves',
    properties: {
      id: p.integer().primary().generated('by default as identity'),
      room: p.integer(),
      name: p.string().length(40),
      kind: p.enum(['novel', 'map']).nativeEnumName('shelf_kind').default('novel'),
    },
    checks: [{ name: 'shelves_name_check', expression: `(name <> '' and room > 0) or room = 7` }],
    triggers: [
      trigger({
        table: 'shelves',
        name: 'shelves_shelve',
        timing: 'before',
        events: ['insert'],
        calls: 'shelve',
      }),
    ],
  });
  class Shelf extends ShelfSchema.class {}
  ShelfSchema.setClass(Shelf);
  const BookSchema = defineEntity({
    name: 'Book',
    tableName: 'books',
    properties: {
      id: p.integer().primary().generated('by default as identity'),
      room: p.integer(),
      shelf: () => p.manyToOne(Shelf).deleteRule('cascade').updateRule('restrict'),
      title: p.string().length(80),
      lent: p.boolean().default(false),
      mark: p.string().length(10).nullable(),
    },
    indexes: [{ name: 'books_lent_idx', properties: ['title'], where: 'lent' }],
  });
  class Book extends BookSchema.class {}
  BookSchema.setClass(Book);
  const LoanSchema = defineEntity({
    name: 'Loan',
    tableName: 'loans',
    properties: {
      id: p.integer().primary().generated('by default as identity'),
      book: () => p.manyToOne(Book).deleteRule('cascade').updateRule('restrict'),
    },
  });
  class Loan extends LoanSchema.class {}
  LoanSchema.setClass(Loan);
  return kept(folder, {
    entities: [Shelf, Book, Loan],
    prelude: [
      shelve('name'),
      'create function unused() returns int language sql return 1',
      'create sequence old_numbers',
    ],
  });
}

/** The same library with each kind of change. */
export function secondLibrary(folder: URL): Domain {
  const ShelfSchema = defineEntity({
    name: 'Shelf',
    tableName: 'shelves',
    properties: {
      id: p.integer().primary().generated('by default as identity'),
      room: p.integer(),
      name: p.string().length(60),
      label: p.string().length(20).nullable(),
      kind: p.enum(['atlas', 'novel', 'comic', 'map']).nativeEnumName('shelf_kind').default('novel'),
    },
    uniques: [{ properties: ['room', 'id'] }],
    // The ORM sees no difference in parentheses.
    checks: [{ name: 'shelves_name_check', expression: `name <> '' and (room > 0 or room = 7)` }],
    triggers: [
      trigger({
        table: 'shelves',
        name: 'shelves_shelve',
        timing: 'before',
        events: ['insert', 'update'],
        calls: 'shelve',
      }),
    ],
  });
  class Shelf extends ShelfSchema.class {}
  ShelfSchema.setClass(Shelf);
  const BookSchema = defineEntity({
    name: 'Book',
    tableName: 'books',
    properties: {
      id: p.integer().primary().generated('by default as identity'),
      room: p.integer(),
      shelf: () => p.manyToOne(Shelf).createForeignKeyConstraint(false).fieldName('shelf_id'),
      title: p.string().length(80),
      signature: p.string().length(10).nullable(),
      number: p.integer().defaultRaw(`nextval('book_numbers'::regclass)`).ignoreSchemaChanges('default'),
    },
    indexes: [{ name: 'books_lent_idx', properties: ['title'], where: `title <> ''` }],
  });
  class Book extends BookSchema.class {}
  BookSchema.setClass(Book);
  const ReaderSchema = defineEntity({
    name: 'Reader',
    tableName: 'readers',
    properties: { id: p.uuid().primary(), mail: p.string().length(80).unique() },
  });
  class Reader extends ReaderSchema.class {}
  ReaderSchema.setClass(Reader);
  const shelfKey: CompositeKey = {
    name: 'books_room_shelf_id_fkey',
    entity: Book,
    columns: ['room', 'shelf_id'],
    references: { entity: Shelf, columns: ['room', 'id'] },
    onDelete: 'cascade',
    onUpdate: 'restrict',
  };
  return kept(folder, {
    entities: [Shelf, Book, Reader],
    extensions: ['citext'],
    prelude: [shelve('label'), 'create sequence book_numbers'],
    compositeKeys: [shelfKey],
  });
}
