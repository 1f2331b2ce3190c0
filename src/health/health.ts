import type pg from 'pg';
import { isQueryTimeout } from '../database/query-timeout.ts';
import { HEALTH_LOCK_TIMEOUT_MS, HEALTH_STATEMENT_TIMEOUT_MS } from '../database/timeouts.ts';
import type { Schema } from '../entities/schema.ts';
import { refusedBy } from '../load/refusal.ts';
import type { Check, Finding, Limits, State, Subject } from './check.ts';
import { allChecks, type CheckName } from './checks/index.ts';
import { open } from './open.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

export interface HealthOptions {
  /** Which checks are made beside that of the connection; all of them by default. */
  readonly checks?: readonly CheckName[];
  /** What else is judged by than docs/health.md says. */
  readonly thresholds?: Partial<Thresholds>;
}

/** What a check has found, and what it was judged by. */
export interface CheckResult extends Finding {
  readonly check: CheckName;
  readonly limits: Limits;
}

export interface Health {
  /** The worst of all; `unknown` counts as `ok`. */
  readonly state: Exclude<State, 'unknown'>;
  /** Undefined where the server did not say which it is. */
  readonly domain: string | undefined;
  readonly checks: readonly CheckResult[];
}

/**
 * Looks whether a database is fit for a domain: the connection, the server, the structure and what it has left. It
 * only reads, by statements of at most 10 s, on one connection; but for `drift`, which with a url makes a scratch
 * database beside it where it can, takes a second or two, and drops it again. What the role may not see is `unknown`,
 * with the reason. A database that is not there is a failure of `connection`, and no error.
 *
 * @param to a url, which is tried for as long as `connect` does; or a pool, whose use is told, and whose connection
 * goes back: it has 5 s to give one
 * @throws `bad_database_url`, `bad_setting`, `unknown_setting`
 * @example
 * const { state, checks } = await health(course, pool, { checks: ['version', 'migrations'] });
 * response.writeHead(state === 'failure' ? 503 : 200).end(JSON.stringify(checks));
 */
export async function health(
  domain: Schema,
  to: string | pg.Pool,
  options: HealthOptions = {},
): Promise<Health> {
  return { ...(await examine(async () => domain, to, options)), domain: domain.name };
}

/** The connection that everything is asked on, and why it is of no more use. */
interface Line {
  lost?: Error;
}

/** As `health`, of a domain that is chosen by what the database holds. */
export async function examine(
  choose: (client: pg.Client) => Promise<Schema>,
  to: string | pg.Pool,
  { checks, thresholds: given }: HealthOptions = {},
): Promise<Health> {
  const thresholds = { ...defaultThresholds, ...given };
  const chosen = allChecks.filter(
    ({ name }) => name === 'connection' || checks === undefined || checks.includes(name),
  );
  const results: CheckResult[] = [];
  const add = ({ name, limits }: Check<CheckName>, finding: Finding): void => {
    results.push({ check: name, limits: limits(thresholds), ...finding });
  };
  const opened = await open(to);
  if ('failure' in opened) {
    for (const check of chosen) add(check, check.name === 'connection' ? opened.failure : notAsked);
    return { state: 'failure', domain: undefined, checks: results };
  }
  const { client, close, ...found } = opened;
  const line: Line = {};
  const lose = (error: Error): void => {
    line.lost = error;
  };
  client.on('error', lose);
  try {
    const subject = { client, thresholds, ...found, domain: await choose(client) };
    for (const check of chosen) add(check, await judge(check, subject, line));
    return { domain: subject.domain.name, ...conclusion(results, line.lost) };
  } finally {
    client.off('error', lose);
    await close(line.lost !== undefined);
  }
}

/** Nothing is to be written or waited for, whatever a database has been set to. */
const careful = `set local transaction_read_only = on; set local statement_timeout = ${HEALTH_STATEMENT_TIMEOUT_MS};
  set local lock_timeout = ${HEALTH_LOCK_TIMEOUT_MS}`;

/** In a transaction of its own; where a pool's connection was left in one, in a part of that. */
async function reading<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  const isWithin = client.getTransactionStatus() !== 'I';
  await client.query(isWithin ? 'savepoint seedbed_health' : 'begin');
  const end = isWithin
    ? 'rollback to savepoint seedbed_health; release savepoint seedbed_health'
    : 'rollback';
  try {
    await client.query(careful);
    return await work();
  } finally {
    await client.query(end);
  }
}

async function judge(check: Check, subject: Subject, line: Line): Promise<Finding> {
  if (line.lost) return notAsked;
  try {
    return await reading(subject.client, () => check.run(subject));
  } catch (error) {
    // What was asked may still be under way there: such a connection is not used again.
    if (isQueryTimeout(error)) line.lost ??= error;
    if (line.lost) return notAsked;
    const refused = refusedBy(error);
    if (!refused) throw error;
    // A connection on which nothing can be asked is none.
    const state = check.name === 'connection' ? 'failure' : 'unknown';
    return { state, finding: `PostgreSQL says: ${refused.message}` };
  }
}

const notAsked: Finding = { state: 'unknown', finding: 'there is no connection' };

function conclusion(results: readonly CheckResult[], lost: Error | undefined): Omit<Health, 'domain'> {
  const checks = lost ? results.map((result) => afterLoss(result, lost)) : results;
  const has = (state: State): boolean => checks.some((result) => result.state === state);
  return { state: has('failure') ? 'failure' : has('warning') ? 'warning' : 'ok', checks };
}

function afterLoss(result: CheckResult, lost: Error): CheckResult {
  if (result.check !== 'connection') return result;
  return { ...result, state: 'failure', finding: `it was lost: ${lost.message}` };
}
