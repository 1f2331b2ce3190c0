import { isWithoutSecrets, mayHoldPassword } from '../database/url.ts';
import { SeedbedError } from '../errors/error.ts';

/** What `--confirm` takes. The name of a database may have an @; one that is not the right one is not shown there. */
const ADDRESS = /^[^@\s]*:\d{1,5}\/./;

/** A condition without the @ of mail addresses, as far as they are quoted. */
const withoutAddresses = (condition: string): string =>
  condition.replace(/'[^']*'/g, (quoted) => quoted.replaceAll('@', ''));

/**
 * Refuses arguments that could hold a password before anything is made of them, or shown.
 *
 * @throws `secret_in_argument`
 */
export function requireNoSecrets(parameters: readonly string[]): void {
  const isFor = (option: string, i: number): boolean => parameters[i - 1] === option;
  const at = parameters.findIndex(
    (text, i) =>
      mayHoldPassword(isFor('--keep', i) ? withoutAddresses(text) : text) &&
      !(isFor('--confirm', i) && ADDRESS.test(text)) &&
      !(isFor('--from', i) && isWithoutSecrets(text)),
  );
  if (at >= 0) {
    const position = at + 1;
    throw new SeedbedError('secret_in_argument', {
      message: `Argument ${position} looks like the url of a database, or holds a password; it is not shown.`,
      details: { position },
    });
  }
}
