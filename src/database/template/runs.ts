import { lockOf } from '../advisory-lock.ts';
import { isDatabaseError } from '../database-error.ts';
import { makerIn } from '../marked/names.ts';
import { dropUnwatched } from '../marked/unwatched.ts';
import { RUN_TIMEOUT_MS } from '../timeouts.ts';
import type { AdminConnection } from './admin-connection.ts';
import type { Databases } from './databases.ts';

/** Names the run that a process takes part in, for those that it starts. */
const VARIABLE = 'SEEDBED_RUN';

/**
 * Runs of a test suite: one process begins a run, those that it starts take part in it. Clones may be kept for a run,
 * and stay when the processes have ended.
 */
export class Runs {
  readonly #admin: AdminConnection;
  readonly #databases: Databases;
  /** That this process takes part in. */
  readonly #current = process.env[VARIABLE];

  constructor(admin: AdminConnection, databases: Databases) {
    this.#admin = admin;
    this.#databases = databases;
  }

  /** Takes part in the run that this process was started in, if there is one, as long as the connection is open. */
  async join(connection: Pick<AdminConnection, 'query'>): Promise<void> {
    if (!this.#current) return;
    await connection.query('select pg_advisory_lock_shared($1)', [lockOf('member', this.#current)]);
  }

  /** Begins a run, which ends with this process, and drops what was kept for those that have ended. */
  async begin(run: string): Promise<void> {
    await this.#admin.lock('pg_advisory_lock', lockOf('run', run));
    for (const { name, run: keptFor } of await this.#kept()) {
      if (await this.#hasEnded(keptFor)) await this.#drop(name);
    }
    process.env[VARIABLE] = run;
  }

  /** Waits for the processes that take part in a run, as long as they may be about to end. */
  async othersGone(run: string): Promise<void> {
    const key = lockOf('member', run);
    // Of several statements in one message the setting is gone with the lock.
    const waiting = `set local lock_timeout = ${RUN_TIMEOUT_MS}; select pg_advisory_xact_lock(${key})`;
    await this.#admin.query(waiting).catch((error: unknown) => {
      if (!(isDatabaseError(error) && error.code === '55P03')) throw error;
    });
  }

  /** Drops what has been kept for a run so far. */
  async forget(run: string): Promise<void> {
    for (const { name, run: keptFor } of await this.#kept()) if (keptFor === run) await this.#drop(name);
  }

  /** Keeps a clone for the run that this process takes part in. Resolves to whether there is one. */
  async keep(name: string): Promise<boolean> {
    if (!this.#current) return false;
    await this.#databases.keep(name, this.#current);
    // What a test was waiting for in vain would go on for as long as it takes.
    await this.#admin.query(
      `select pg_cancel_backend(pid) from pg_stat_activity where datname = $1 and state = 'active'`,
      [name],
    );
    return true;
  }

  async #hasEnded(run: string): Promise<boolean> {
    const key = lockOf('run', run);
    if (!(await this.#admin.lock('pg_try_advisory_lock', key))) return false;
    await this.#admin.lock('pg_advisory_unlock', key);
    return true;
  }

  async #drop(name: string): Promise<void> {
    await dropUnwatched((sql, values) => this.#admin.query(sql, values), name);
  }

  async #kept() {
    const { place } = this.#admin.facts;
    return (await this.#databases.kept()).filter(({ name }) => makerIn(name)?.isFor(place));
  }
}
