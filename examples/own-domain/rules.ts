import { defineRules } from 'seedbed';
import { Book, BookAuthor, Copy } from './entities.ts';

const DAY = 24 * 60 * 60 * 1000;
const LONGEST = 56;

/** What is demanded of the rows beyond what the entities state, and how a check is broken on purpose. */
export const rules = defineRules([
  // No constraint keeps these two: `seedbed verify` finds what breaks them.
  {
    name: 'book_has_author',
    entity: Book,
    enforcedBy: 'verify',
    description: 'Every book has an author.',
    violations: {
      joins: [
        'left join (select distinct book_id from public.book_author) as written on written.book_id = book.id',
      ],
      broken: 'written.book_id is null',
      right: `'at least one author'`,
    },
    counterexample: (make) => ({ delete: BookAuthor, row: make.row(BookAuthor) }),
  },
  {
    name: 'copy_lent_shortly',
    entity: Copy,
    enforcedBy: 'verify',
    description: `A copy is lent for at most ${LONGEST} days.`,
    violations: {
      broken: `copy.due_at > copy.borrowed_at + interval '${LONGEST} days'`,
      right: `'due until ' || (copy.borrowed_at + interval '${LONGEST} days')::date`,
    },
    // Factories refuse such a row before it is written.
    breaks: ({ borrowedAt, dueAt }) =>
      borrowedAt instanceof Date &&
      dueAt instanceof Date &&
      dueAt.getTime() > borrowedAt.getTime() + LONGEST * DAY
        ? { borrowedAt, dueAt }
        : undefined,
    counterexample: (make) => {
      const row = make.row(Copy, {}, 'lent');
      return { update: Copy, row, set: { dueAt: new Date('2100-01-01T00:00:00Z') } };
    },
  },
  // Checks follow from the entities; how each is broken has to be said, and in words they read better.
  {
    name: 'book_isbn_valid',
    entity: Book,
    enforcedBy: 'constraint',
    description: 'An ISBN has 13 digits, and begins with 978 or 979.',
    counterexample: (make) => ({ update: Book, row: make.row(Book), set: { isbn: '9771234567890' } }),
  },
  {
    name: 'book_has_pages',
    entity: Book,
    enforcedBy: 'constraint',
    description: 'A book has at least one page.',
    counterexample: (make) => ({ update: Book, row: make.row(Book), set: { pages: 0 } }),
  },
  {
    name: 'copy_borrowed_by_somebody',
    entity: Copy,
    enforcedBy: 'constraint',
    description: 'A copy that is lent has a borrower, and a day on which it is due.',
    counterexample: (make) => ({ update: Copy, row: make.row(Copy, {}, 'lent'), set: { borrower: null } }),
  },
  {
    name: 'copy_due_after',
    entity: Copy,
    enforcedBy: 'constraint',
    description: 'A copy is due after it was lent.',
    counterexample: (make) => {
      const row = make.row(Copy, {}, 'lent');
      return { update: Copy, row, set: { dueAt: row.borrowedAt } };
    },
  },
]);
