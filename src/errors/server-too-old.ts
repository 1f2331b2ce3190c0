import { SeedbedError } from './error.ts';

/** The server is older than the oldest PostgreSQL that seedbed works on. */
export class ServerTooOldError extends SeedbedError {
  readonly code = 'server_too_old';
  /** As the server prints it, such as `14.11`. */
  readonly version: string;
  readonly oldest: number;

  constructor(version: string, oldest: number) {
    super(
      `The server is PostgreSQL ${version}; seedbed works on ${oldest} and newer.`,
      'Use a newer server, or the embedded one (without DATABASE_URL).',
    );
    this.version = version;
    this.oldest = oldest;
  }
}
