import type pg from 'pg';
import { isDatabaseError } from '../database/database-error.ts';

/** In place of begin, within the transaction around a test. */
const SAVEPOINT = 'seedbed_nested';
const RELEASE = `release savepoint ${SAVEPOINT}`;
const ROLL_BACK = `rollback to savepoint ${SAVEPOINT}`;

const statements = {
  begin: /^\s*(begin|start\s+transaction)\b[^;]*;?\s*$/i,
  commit: /^\s*(commit|end)(\s+(work|transaction))?\s*;?\s*$/i,
  rollback: /^\s*(rollback|abort)(\s+(work|transaction))?\s*;?\s*$/i,
};

/**
 * Makes a client take begin, commit and rollback for those of a savepoint, as long as `isOn` says so. One within
 * another does what it does in PostgreSQL: nothing.
 */
export function nestTransactions(client: pg.Client, isOn: () => boolean): void {
  const send: (...parameters: unknown[]) => unknown = client.query.bind(client);
  let depth = 0;
  const translate = (sql: string): string => {
    if (statements.begin.test(sql)) {
      const statement = depth === 0 ? `savepoint ${SAVEPOINT}` : '';
      depth = 1;
      return statement;
    }
    const ends = statements.commit.test(sql)
      ? 'commit'
      : statements.rollback.test(sql)
        ? 'rollback'
        : undefined;
    if (ends === undefined) return sql;
    const wasOpen = depth > 0;
    depth = 0;
    if (!wasOpen) return '';
    return ends === 'commit' ? RELEASE : ROLL_BACK;
  };
  /** A commit of what has failed is a rollback; whether it has, only PostgreSQL knows when the commit's turn comes. */
  const sent = (result: unknown, text: string): unknown =>
    text === RELEASE && result instanceof Promise
      ? result.catch((error: unknown) => {
          if (isDatabaseError(error) && error.code === '25P02') return send(ROLL_BACK);
          throw error;
        })
      : result;
  const query = (first: unknown, ...others: unknown[]): unknown => {
    if (!isOn()) {
      depth = 0;
      return send(first, ...others);
    }
    const text = isConfig(first) ? translate(first.text) : typeof first === 'string' ? translate(first) : '';
    if (isConfig(first)) return sent(send({ ...first, text }, ...others), text);
    if (typeof first === 'string') return sent(send(text, ...others), text);
    return send(first, ...others);
  };
  // The driver's overloads stay true of it: it hands everything on.
  client.query = query as typeof client.query;
}

/** A plain query; those with a `submit` of their own, such as COPY, are never about transactions. */
const isConfig = (value: unknown): value is { readonly text: string } =>
  value instanceof Object && 'text' in value && typeof value.text === 'string' && !('submit' in value);
