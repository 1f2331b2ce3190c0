import { describe, expect, test } from 'vitest';
import { creation, inOrder, removal } from '../../../src/database/draft/objects.ts';

/** What no statement of the ORM makes in the other tests. */
const objects = [
  {
    object: 'index books_title_idx on books',
    definition: 'CREATE INDEX books_title_idx ON public.books USING btree (title)',
    created: 'CREATE INDEX books_title_idx ON public.books USING btree (title)',
    removed: 'drop index books_title_idx',
  },
  {
    object: 'constraint "odd" name on "group"',
    definition: 'CHECK ((id > 0))',
    created: 'alter table "group" add constraint """odd"" name" CHECK ((id > 0))',
    removed: 'alter table "group" drop constraint """odd"" name"',
  },
  {
    object: 'trigger keep on books',
    definition:
      'CREATE TRIGGER keep BEFORE UPDATE ON public.books FOR EACH ROW EXECUTE FUNCTION keep() (disabled)',
    created: undefined,
    removed: 'drop trigger "keep" on books',
  },
  {
    object: 'inheritance of books from interfaces.titled',
    definition: '',
    created: 'alter table books inherit interfaces.titled',
    removed: 'alter table books no inherit interfaces.titled',
  },
  {
    object: 'sequence numbers',
    definition: 'bigint from 5 by 2, 1 to 99, cache 1, cycling',
    created:
      'create sequence numbers as bigint minvalue 1 maxvalue 99 start with 5 increment by 2 cache 1 cycle',
    removed: 'drop sequence numbers',
  },
  { object: 'column books.title', definition: 'text', created: undefined, removed: undefined },
];

describe.each(objects)('$object', ({ object, definition, created, removed }) => {
  test('is created', () => expect(creation(object, definition)).toBe(created));
  test('is dropped', () => expect(removal(object)).toBe(removed));
});

test('what others need is created first', () => {
  const wanted = [
    ['extension citext', ''],
    ['function keep()', ''],
    ['index a on books', ''],
    ['constraint b on books', 'UNIQUE (id)'],
    ['constraint a on books', 'FOREIGN KEY (id) REFERENCES books(id)'],
    ['trigger a on books', ''],
  ] as const;
  expect(inOrder(wanted.toReversed())).toEqual(wanted);
});
