import { heldLocks, lockOf } from '../advisory-lock.ts';
import type { Ask } from '../ask.ts';
import { isDatabaseError } from '../database-error.ts';
import { closeUnheld, dropMarked, type MarkedDatabase, markedDatabases } from './databases.ts';
import { makerIn } from './names.ts';
import { dropUnwatched } from './unwatched.ts';

export interface SweepOptions {
  /** A database whose owner may own what is to be dropped; the one of the connection where left out. */
  readonly beside?: string;
  /** Whether to wait for the connections of a process that has just been killed. */
  readonly wait?: boolean;
}

/**
 * Drops what makers have left that are dead, and closes backups that were open for an undo. A process that makes a database
 * of no use to others holds an advisory lock until it is dropped. What the test kit makes is for those who connect to
 * its maintenance database, and stays as long as it is kept, or a session is open in it. What cannot be dropped now is
 * left to the next one.
 *
 * @example await sweepDead(askOn(client))
 */
export async function sweepDead(ask: Ask, { beside, wait }: SweepOptions = {}): Promise<void> {
  const [here] = await ask<{ name: string }>('select current_database() as name');
  // In this order: a lock is taken before what it is for is made.
  const found = await markedDatabases(ask, beside);
  const held = await heldLocks(ask);
  for (const database of found) {
    const sweep = sweepOf(database, here?.name ?? '', held);
    // Another process may have been faster, or the role may not, or the server is one that only reads.
    await sweep?.(ask, { wait }).catch(forNext);
  }
}

type Sweep = (ask: Ask, options: { readonly wait: boolean | undefined }) => Promise<void>;

/** What is to be done with a database of ours; undefined where it is to stay. */
function sweepOf(database: MarkedDatabase, place: string, held: ReadonlySet<string>): Sweep | undefined {
  const { name, mark, isOpen } = database;
  const resetting = lockOf('reset', mark.about ?? '');
  if ((mark.kind === 'before' || mark.kind === 'undone') && mark.grants && isOpen)
    return held.has(resetting) ? undefined : (ask) => closeUnheld(ask, database, resetting);
  const made = makerIn(name);
  // One that was renamed is a user's.
  if (made?.kind !== mark.kind || held.has(lockOf('maker', made.maker))) return undefined;
  if (!made.isFor(place) || mark.run !== undefined) return undefined;
  return mark.kind === 'clone'
    ? (ask, options) => dropUnwatched(ask, name, options)
    : (ask) => dropMarked(ask, name);
}

const forNext = (error: unknown): void => {
  if (!isDatabaseError(error)) throw error;
};
