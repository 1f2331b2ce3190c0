import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** Server and client do not agree on encryption. */
export class TlsFailedError extends ConnectionFailedError {
  override readonly code = 'tls_failed';

  constructor(target: ConnectionTarget, cause: Error) {
    super(
      target,
      cause,
      'Change sslmode in DATABASE_URL, or PGSSLMODE (disable, require, verify-full), or give the certificate authority by sslrootcert.',
    );
  }
}
