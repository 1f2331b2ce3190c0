import { mayHoldPassword } from '../database/url.ts';
import { SecretInArgumentError } from '../errors/secret-in-argument.ts';

/**
 * Refuses arguments that could hold a password before anything is made of them, or shown.
 *
 * @throws SecretInArgumentError
 */
export function requireNoSecrets(parameters: readonly string[]): void {
  const at = parameters.findIndex(mayHoldPassword);
  if (at >= 0) throw new SecretInArgumentError(at + 1);
}
