import { RESET_LOCK_TIMEOUT_MS } from '../database/timeouts.ts';
import { explainRefusal } from '../load/refusal.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { requireConfirmed } from './address.ts';
import type { Author } from './author.ts';
import { requireConsent } from './label.ts';
import { explainWait, requireNoMigration } from './lock-tables.ts';
import { asRunner, openSession, type Runner, requireRunnerLock } from './runner.ts';

/** Who does something to a database, and whether it may be done. */
export interface Permission {
  readonly author: Author;
  /** Whether it is on the embedded server, which needs neither a label nor to be confirmed. */
  readonly embedded: boolean;
  /** Exactly which database is meant: `db.example.org:5432/course`. */
  readonly confirm?: string | undefined;
  /** Whether it has to be confirmed; yes where left out. */
  readonly isConfirmed?: boolean;
}

/**
 * Does something to a database that nobody else may do anything like to meanwhile, if it may be done at all.
 *
 * @param what as it is told to another one who wants to do that
 */
export async function onPermittedDatabase<T>(
  url: string,
  domain: RuledSchema,
  what: string,
  { author, embedded, confirm, isConfirmed = true }: Permission,
  work: (runner: Runner) => Promise<T>,
): Promise<T> {
  const named = `${what} by ${author.by}`;
  const target = await openSession(url, named);
  try {
    if (!embedded && isConfirmed) requireConfirmed(target, confirm);
    // Somebody may be changing tables, and not finish.
    await target.query(`set lock_timeout = ${RESET_LOCK_TIMEOUT_MS}`);
    await requireRunnerLock(target, target.database ?? '');
    await requireNoMigration(target, target.database ?? '');
    await requireConsent(target, domain, !embedded);
    return await asRunner(target, url, named, work);
  } catch (error) {
    throw explainRefusal(await explainWait(target, target.database ?? '', error));
  } finally {
    await target.end();
  }
}
