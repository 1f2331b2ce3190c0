import { SeedbedError } from './error.ts';

/** The connection ended in the middle of the work. */
export class ConnectionLostError extends SeedbedError {
  readonly code = 'connection_lost';

  constructor(options?: ErrorOptions) {
    super(
      'The connection to PostgreSQL was lost. It undoes what was not committed.',
      'See whether the server still runs (the embedded one: seedbed db status), then try again.',
      options,
    );
  }
}
