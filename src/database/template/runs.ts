import pg from 'pg';
import { isDatabaseError } from '../database-error.ts';
import type { Keeper } from './keeper.ts';
import { lockOf, ownerOf } from './names.ts';

const { escapeIdentifier: quoted, escapeLiteral } = pg;

/** What the comment of a kept database begins with; the run's name comes behind it. */
const KEPT = 'seedbed: kept for the run ';

/** Names the run that a process takes part in, for those that it starts. */
const VARIABLE = 'SEEDBED_RUN';

/** In seconds. */
const PATIENCE = 5;

/**
 * Runs of a test suite: one process begins a run, those that it starts take part in it. Clones may be kept for a run,
 * and stay when the processes have ended.
 */
export class Runs {
  readonly #keeper: Keeper;
  /** That this process takes part in. */
  readonly #current = process.env[VARIABLE];

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** Takes part in the run that this process was started in, if there is one, as long as the connection is open. */
  async join(connection: Pick<Keeper, 'query'>): Promise<void> {
    if (!this.#current) return;
    await connection.query('select pg_advisory_lock_shared($1)', [lockOf('member', this.#current)]);
  }

  /** Begins a run, which ends with this process, and drops what was kept for those that have ended. */
  async begin(run: string): Promise<void> {
    await this.#keeper.lock('pg_advisory_lock', lockOf('run', run));
    for (const [name, keptFor] of await this.#kept()) {
      if (await this.#hasEnded(keptFor)) await dropUnwatched(this.#keeper, name);
    }
    process.env[VARIABLE] = run;
  }

  /** Waits for the processes that take part in a run, as long as they may be about to end. */
  async othersGone(run: string): Promise<void> {
    const key = lockOf('member', run);
    // Of several statements in one message the setting is gone with the lock.
    const waiting = `set local lock_timeout = '${PATIENCE}s'; select pg_advisory_xact_lock(${key})`;
    await this.#keeper.query(waiting).catch((error: unknown) => {
      if (!(isDatabaseError(error) && error.code === '55P03')) throw error;
    });
  }

  /** Drops what has been kept for a run so far. */
  async forget(run: string): Promise<void> {
    for (const [name, keptFor] of await this.#kept()) {
      if (keptFor === run) await dropUnwatched(this.#keeper, name);
    }
  }

  /** Keeps a clone for the run that this process takes part in. Resolves to whether there is one. */
  async keep(name: string): Promise<boolean> {
    if (!this.#current) return false;
    await this.#keeper.query(`comment on database ${quoted(name)} is ${escapeLiteral(KEPT + this.#current)}`);
    // What a test was waiting for in vain would go on for as long as it takes.
    await this.#keeper.query(
      `select pg_cancel_backend(pid) from pg_stat_activity where datname = $1 and state = 'active'`,
      [name],
    );
    return true;
  }

  /** Whether a clone is there for somebody to look into. */
  async isKept(name: string): Promise<boolean> {
    return (await this.#kept()).some(([kept]) => kept === name);
  }

  async #hasEnded(run: string): Promise<boolean> {
    const key = lockOf('run', run);
    if (!(await this.#keeper.lock('pg_try_advisory_lock', key))) return false;
    await this.#keeper.lock('pg_advisory_unlock', key);
    return true;
  }

  /** The kept clones, each with the run that it was kept for. */
  async #kept(): Promise<[name: string, run: string][]> {
    const { place } = this.#keeper.facts;
    const rows = await this.#keeper.query<{ name: string; run: string }>(
      `select datname as name, substr(shobj_description(oid, 'pg_database'), $2) as run from pg_database
       where starts_with(shobj_description(oid, 'pg_database'), $1) order by 1`,
      [KEPT, KEPT.length + 1],
    );
    return rows.filter(({ name }) => ownerOf(name, place) !== undefined).map(({ name, run }) => [name, run]);
  }
}

/**
 * Drops a database unless somebody is connected to it.
 *
 * @param options `wait`: whether to give them the five seconds that PostgreSQL waits, in which the connections of a
 * process that has just been killed are gone
 */
export async function dropUnwatched(keeper: Keeper, name: string, { wait = false } = {}): Promise<void> {
  // A connection whose client is gone ends when its statement does, and not before.
  const connections = await keeper.query<{ cancelled: boolean | null }>(
    `select case state when 'active' then pg_cancel_backend(pid) end as cancelled
     from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
    [name],
  );
  if (!wait && connections.some(({ cancelled }) => !cancelled)) return;
  await keeper.query(`drop database if exists ${quoted(name)}`).catch((error: unknown) => {
    if (!isInUse(error)) throw error;
  });
}

export const isInUse = (error: unknown): boolean => isDatabaseError(error) && error.code === '55006';
