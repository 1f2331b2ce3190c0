import { requireDatabaseUrl } from '../database/url.ts';
import { SeedbedError } from '../errors/error.ts';
import { invocation } from './invocation.ts';

/**
 * The url of the database whose structure is asked for, from the argument: itself, or the name of a variable that has
 * it, since a password may not be in an argument.
 *
 * @throws `bad_database_url`
 */
export function sourceOf(given: string): string {
  const isVariable = /^[A-Za-z_]\w*$/.test(given);
  const url = isVariable ? invocation().host.env[given] : given;
  if (!url)
    throw new SeedbedError('bad_database_url', {
      message: `The variable ${given} of --from is not set.`,
      hint: 'Set it to the url of the database whose structure is wanted, or give that url without a password.',
      details: { variable: given },
    });
  requireDatabaseUrl(url);
  return url;
}
