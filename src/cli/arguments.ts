import { mayHoldPassword } from '../database/url.ts';
import { SecretInArgumentError } from '../errors/secret-in-argument.ts';

/** What `--confirm` takes. The name of a database may have an @; one that is not the right one is not shown there. */
const ADDRESS = /^[^@\s]*:\d{1,5}\/./;

/**
 * Refuses arguments that could hold a password before anything is made of them, or shown.
 *
 * @throws SecretInArgumentError
 */
export function requireNoSecrets(parameters: readonly string[]): void {
  const at = parameters.findIndex(
    (text, i) => mayHoldPassword(text) && !(parameters[i - 1] === '--confirm' && ADDRESS.test(text)),
  );
  if (at >= 0) throw new SecretInArgumentError(at + 1);
}
