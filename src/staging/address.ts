import type pg from 'pg';
import { mayHoldPassword } from '../database/url.ts';
import { SeedbedError } from '../errors/error.ts';

/**
 * Where a connection is, as `--confirm` has it.
 *
 * @example addressOf(client) // 'db.example.org:5432/course'
 */
export const addressOf = ({ host, port, database = '' }: pg.Client): string => `${host}:${port}/${database}`;

/** @throws `not_confirmed` where it is not exactly this database that was confirmed */
export function requireConfirmed(client: pg.Client, confirmed: string | undefined): void {
  const address = addressOf(client);
  if (confirmed === address) return;
  // Some confirm by the whole url, or a part of it.
  const isShown = confirmed === undefined || (/:\d+\//.test(confirmed) && !mayHoldPassword(confirmed));
  const told = isShown ? confirmed : '***';
  throw new SeedbedError('not_confirmed', {
    message:
      told === undefined
        ? `The data of ${address} would be replaced, which was not confirmed.`
        : `DATABASE_URL names ${address}, but '${told}' was confirmed.`,
    hint: `Where that is the database you mean: --confirm ${address}`,
    details: { address, confirmed: told },
  });
}
