import type pg from 'pg';
import { mayHoldPassword } from '../database/url.ts';
import { NotConfirmedError } from '../errors/not-confirmed.ts';

/**
 * Where a connection is, as `--confirm` has it.
 *
 * @example addressOf(client) // 'db.example.org:5432/course'
 */
export const addressOf = ({ host, port, database = '' }: pg.Client): string => `${host}:${port}/${database}`;

/** @throws NotConfirmedError where it is not exactly this database that was confirmed */
export function requireConfirmed(client: pg.Client, confirmed: string | undefined): void {
  const address = addressOf(client);
  if (confirmed === address) return;
  // Some confirm by the whole url, or a part of it.
  const isShown = confirmed === undefined || (/:\d+\//.test(confirmed) && !mayHoldPassword(confirmed));
  throw new NotConfirmedError(address, isShown ? confirmed : '***');
}
