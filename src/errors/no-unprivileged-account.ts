import { SeedbedError } from './error.ts';

/** PostgreSQL refuses to run as root, and root found no other account to run it as. */
export class NoUnprivilegedAccountError extends SeedbedError {
  readonly code = 'no_unprivileged_account';

  constructor() {
    super(
      'PostgreSQL does not run as root, and this system has neither an account "postgres" nor "nobody".',
      'Run seedbed as an ordinary user, or set DATABASE_URL to a server of your own.',
    );
  }
}
