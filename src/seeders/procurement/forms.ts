import { fromCents, toCents } from '../../entities/money.ts';
import type { Organisation, PorfStatus, User } from '../../entities/procurement.ts';
import type { RowOf } from '../../entities/row.ts';
import { nth } from '../../factories/nth.ts';
import * as make from '../../factories/procurement/index.ts';
import { products } from '../../factories/procurement/words.ts';
import { after, DAY, HOUR, MINUTE, WEEK } from '../../random/clock.ts';
import { mondayOf } from '../monday.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';

/** The weeks before this one in which forms were written. */
export const WEEKS = 13;
/** Of each organisation. */
export const FORMS = 42;
const linesOf = (f: number): number => 1 + (f % 7);
const LINES_BEFORE = times(FORMS + 1, (f) => times(f, linesOf).reduce((sum, count) => sum + count, 0));
/** Of each organisation. */
export const LINES = LINES_BEFORE[FORMS] ?? 0;

const DECIDED: readonly PorfStatus[] = ['approved', 'approved', 'rejected', 'approved', 'cancelled'];

/** The last ones are still being written, and those before them wait. */
function statusOf(f: number): PorfStatus {
  if (f >= FORMS - 5) return 'draft';
  return f >= FORMS - 13 ? 'pending' : (DECIDED[f % DECIDED.length] ?? 'approved');
}

interface Form {
  /** The number of the organisation. */
  readonly k: number;
  /** The number of the form in it, the oldest first. */
  readonly f: number;
  readonly organisation: RowOf<Organisation>;
  readonly users: readonly RowOf<User>[];
}

/** Adds a request form with its lines. */
export function addForm(scope: Scope, { k, f, organisation, users }: Form): void {
  const place = scope.below('form', f);
  const lines = times(linesOf(f), (l) => {
    const { id, name, price } = nth(products, 3 * k + 5 * f + l);
    return {
      productId: id,
      productName: name,
      unitPrice: price,
      quantity: place.random('quantity', l).integer(1, 12),
    };
  });
  const total = lines.reduce((sum, line) => sum + BigInt(line.quantity) * toCents(line.unitPrice), 0n);
  const number = k * FORMS + f;
  const createdAt = written(scope.now, f);
  const status = statusOf(f);
  const isDecided = status !== 'draft' && status !== 'pending';
  const updatedAt = after(createdAt, isDecided ? (1 + (f % 2)) * DAY + 2 * HOUR : 20 * MINUTE);
  const porf = scope.add(make.porf, f, {
    id: scope.ordinal(number),
    porfNo: scope.named(`PORF-${createdAt.getUTCFullYear()}-${String(number + 1).padStart(6, '0')}`, '-'),
    user: users[(5 * f) % users.length] ?? null,
    organisation,
    status,
    totalValue: fromCents(total),
    createdAt,
    updatedAt,
  });
  for (const [l, line] of lines.entries()) {
    const id = scope.ordinal(k * LINES + (LINES_BEFORE[f] ?? 0) + l);
    place.add(make.porfLine, l, { id, porf, ...line, createdAt: after(createdAt, l * MINUTE) });
  }
}

/** In office hours, and the more of them the nearer the end of the quarter. */
function written(at: Date, f: number): Date {
  const day = Math.floor(WEEKS * 5 * Math.sqrt(f / FORMS));
  const week = Math.floor(day / 5);
  return after(mondayOf(at), (week - WEEKS) * WEEK + (day - 5 * week) * DAY + (9 + ((3 * f) % 8)) * HOUR);
}
