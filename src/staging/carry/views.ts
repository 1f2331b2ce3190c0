import type pg from 'pg';
import { isDatabaseError } from '../../database/database-error.ts';
import { underSettings } from '../../database/setting.ts';
import { excerptOfAnswer } from '../../errors/excerpt.ts';
import { viewInTheWay } from './rows-in-the-way.ts';

/** The materialized views that hold rows, in the order in which they were made: one may be over another. */
export async function filledViews(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where relkind = 'm' and relispopulated order by c.oid`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Refreshes in a new database the materialized views that hold rows in the old one.
 *
 * @throws `rows_in_the_way` where one cannot be refreshed
 */
export async function refreshViews(from: pg.ClientBase, to: pg.ClientBase): Promise<void> {
  await to.query('begin');
  for (const name of await filledViews(from)) {
    const failure = await failureOf(to, name);
    if (failure) throw viewInTheWay(name, failure.reason, failure.cause);
  }
  await to.query('commit');
}

/**
 * Why materialized views of the old database could not be refreshed in the new one, a line each, as far as that can be
 * told of one that has no rows yet. They are left as they are.
 */
export async function unrefreshableViews(from: pg.ClientBase, to: pg.ClientBase): Promise<readonly string[]> {
  const reasons: string[] = [];
  await to.query('begin');
  for (const name of await filledViews(from)) {
    await to.query('savepoint seedbed_view');
    const failure = await failureOf(to, name);
    if (failure) {
      reasons.push(`the materialized view ${name}: ${failure.reason}`);
      await to.query('rollback to savepoint seedbed_view');
    }
  }
  await to.query('rollback');
  return reasons;
}

async function failureOf(
  client: pg.ClientBase,
  name: string,
): Promise<{ readonly reason: string; readonly cause: unknown } | undefined> {
  try {
    // With the rows that its owner sees there, as the platform refreshes it.
    await underSettings(client, { row_security: 'on' }, () =>
      client.query(`refresh materialized view ${name}`),
    );
    return undefined;
  } catch (cause) {
    if (!isDatabaseError(cause) || /^(08|53|57|58)/.test(cause.code)) throw cause;
    return { reason: `it cannot be refreshed (${excerptOfAnswer(cause.message)})`, cause };
  }
}
