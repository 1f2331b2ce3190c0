import pg from 'pg';
import { heldKeys } from '../advisory-lock.ts';
import type { Ask } from '../ask.ts';
import { type Mark, markStatement, parseMark } from './mark.ts';
import { makerIn } from './names.ts';
import { ourRoles } from './our-roles.ts';

const quoted = pg.escapeIdentifier;

/**
 * How many connections a new database may have until it is marked. Only what makes a database can be done at once
 * with making it: no user would choose this number, so it tells what a maker left that was killed in between.
 */
const UNMARKED = 1_936_024_932;

/** A database that seedbed has made, of a role that is the connected one, or that this one is a member of. */
export interface MarkedDatabase {
  readonly name: string;
  /** Of one whose maker was killed right after making it, only the kind is known. */
  readonly mark: Pick<Mark, 'kind'> & Partial<Mark>;
  /** Whether others can connect to it. */
  readonly isOpen: boolean;
}

/**
 * Makes a database of ours.
 *
 * @param clauses what is behind the name in `create database`
 * @throws pg.DatabaseError; then there is none, or one that is dropped as what a killed maker left
 * @example await createMarked(askOn(client), 'seedbed_check_0f3a21c488d1', 'template template0', { kind: 'scratch', by: 'ada' });
 */
export async function createMarked(
  ask: Ask,
  name: string,
  clauses: string,
  mark: Omit<Mark, 'seedbed'>,
): Promise<void> {
  await ask(`create database ${quoted(name)} ${clauses} connection limit ${UNMARKED}`);
  // Two statements in one message are one transaction.
  await ask(`${markStatement(name, mark)}; alter database ${quoted(name)} connection limit -1`);
}

/**
 * The databases that are ours by mark and owner: what only has such a name is left alone.
 *
 * @param beside a database whose owner may own them as well; the one of the connection where left out
 */
export async function markedDatabases(ask: Ask, beside?: string): Promise<readonly MarkedDatabase[]> {
  const rows = await ask<{ name: string; comment: string | null; limit: number; isOpen: boolean }>(
    `with recursive ${ourRoles}
     select datname as name, shobj_description(oid, 'pg_database') as comment, datconnlimit as limit,
            datallowconn as "isOpen"
       from pg_database
      where datdba in (select oid from ours) or datdba = (select datdba from pg_database where datname = coalesce($1, current_database()))
      order by datname`,
    [beside ?? null],
  );
  return rows.flatMap(({ name, comment, limit, isOpen }) => {
    const unmarked = limit === UNMARKED && comment === null ? makerIn(name) : undefined;
    const mark = parseMark(comment) ?? (unmarked && { kind: unmarked.kind });
    return mark ? [{ name, mark, isOpen }] : [];
  });
}

/** Drops a database of ours, sealed or not, with the sessions in it. */
export async function dropMarked(ask: Ask, name: string): Promise<void> {
  const [found] = await ask<{ sealed: boolean }>(
    'select datistemplate as sealed from pg_database where datname = $1',
    [name],
  );
  if (found?.sealed) await ask(`alter database ${quoted(name)} is_template false`);
  if (found) await ask(`drop database if exists ${quoted(name)} with (force)`);
}

/**
 * Closes a database unless a lock is held: by who is opening it just now, which this waits for.
 *
 * @throws pg.DatabaseError where the lock is held
 */
export async function closeUnheld(ask: Ask, { name, mark }: MarkedDatabase, lock: string): Promise<void> {
  // Who opens one marks it in the same transaction, and of two who do that one waits. The division refuses the rest.
  await ask(`${markStatement(name, { by: '', ...mark })};
    select 1 / (not ${lock} in (${heldKeys}))::int;
    alter database ${quoted(name)} allow_connections false`);
}

export async function closeMarked(ask: Ask, name: string): Promise<void> {
  await ask(`alter database ${quoted(name)} allow_connections false`);
}
