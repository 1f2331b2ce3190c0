import { SeedbedError } from './error.ts';

/** PostgreSQL refuses to run as root, and root found no other account that it can run it as. */
export class NoUnprivilegedAccountError extends SeedbedError {
  readonly code = 'no_unprivileged_account';

  constructor(reason: string, options?: ErrorOptions) {
    super(
      `PostgreSQL does not run as root, and ${reason}.`,
      'Run seedbed as an ordinary user, or set DATABASE_URL to a server of your own.',
      options,
    );
  }
}
