import type pg from 'pg';
import { connectPinned } from '../database/connect.ts';
import { connectionSettings } from '../database/settings.ts';
import { POOL_TIMEOUT_MS } from '../database/timeouts.ts';
import { ConnectionFailedError } from '../errors/connection-failed.ts';
import type { Finding, Subject } from './check.ts';

/** A connection to look at a database by. */
export interface Opened extends Pick<Subject, 'client' | 'pool' | 'url'> {
  /** Closes it, or gives it back to its pool; one that is lost is thrown away there. */
  close(lost: boolean): Promise<void>;
}

/** @throws `bad_database_url`, `bad_setting`, `unknown_setting`; whatever else is in the way is a finding */
export async function open(to: string | pg.Pool): Promise<Opened | { readonly failure: Finding }> {
  if (typeof to !== 'string') return await openPool(to);
  try {
    const { max } = connectionSettings(to).pool;
    const client = await connectPinned(to);
    return { client, url: to, pool: { max }, close: () => client.end() };
  } catch (error) {
    if (!(error instanceof ConnectionFailedError)) throw error;
    return { failure: { state: 'failure', finding: error.message, hint: error.hint } };
  }
}

async function openPool(pool: pg.Pool): Promise<Opened | { readonly failure: Finding }> {
  const use = {
    total: pool.totalCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
    max: pool.options.max,
  };
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, POOL_TIMEOUT_MS);
  try {
    const connecting = pool.connect();
    const client = await Promise.race([connecting, late.promise]);
    if (client) return { client, pool: use, close: async (lost) => client.release(lost) };
    // It may still come.
    connecting.then(
      (unwanted) => unwanted.release(),
      () => {},
    );
    const finding = `none of the pool's ${use.max} connections became free within ${POOL_TIMEOUT_MS / 1000} s, ${use.waiting} had been waited for before`;
    const hint = 'Give connections back sooner, or let the pool have more (SEEDBED_POOL_MAX, or its max).';
    return { failure: { state: 'failure', finding, hint } };
  } catch (error) {
    const answer = error instanceof Error ? error.message : String(error);
    const finding = `the pool cannot connect: ${answer}`;
    return { failure: { state: 'failure', finding, hint: 'Check what the pool connects to.' } };
  } finally {
    clearTimeout(timer);
  }
}
