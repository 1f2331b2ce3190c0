import { after, DAY } from '../../../random/clock.ts';
import type { UserRow } from '../user.ts';
import { document } from './texts.ts';

/** The columns of who wrote a link and when, with nothing left out. */
export const linked = (author: UserRow, at: Date) => ({
  version: Number.MAX_SAFE_INTEGER,
  createdAt: after(at, -50 * 365 * DAY),
  createdBy: author.id,
  updatedAt: at,
  updatedBy: author.id,
});

/** The audit columns, with nothing left out. */
export const signed = (author: UserRow, at: Date) => ({ ...linked(author, at), properties: document });
