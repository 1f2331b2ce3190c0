import { SeedbedError } from './error.ts';

/** The data of the embedded server is in use by a PostgreSQL that this process cannot see. */
export class ServerElsewhereError extends SeedbedError {
  readonly code = 'server_elsewhere';
  readonly home: string;

  constructor(home: string) {
    super(
      `The data in ${home} is in use by a PostgreSQL in another container or on another host.`,
      'Stop it there with `seedbed db stop`, or end that container; two servers would destroy the data.',
    );
    this.home = home;
  }
}
