import { nameOfVariable } from './env-file.ts';
import { invocation } from './invocation.ts';

/** The server that the user has chosen instead of the embedded one; empty counts as unset. */
export function databaseUrl(): string | undefined {
  return invocation().host.env['DATABASE_URL'] || undefined;
}

/** Where that url is from: `DATABASE_URL`, or `DATABASE_URL of .env`. */
export const databaseUrlSource = (): string => nameOfVariable('DATABASE_URL');
