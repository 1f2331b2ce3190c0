import { SeedbedError } from './error.ts';

/** The folder of the embedded server cannot be read or written. */
export class HomeClosedError extends SeedbedError {
  readonly code = 'home_closed';
  readonly home: string;

  constructor(home: string, options?: ErrorOptions) {
    super(
      `${home} cannot be read and written by you${reason(options?.cause)}.`,
      'Run seedbed as the user who owns it, make it writable, or set DATABASE_URL to a server of your own.',
      options,
    );
    this.home = home;
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? ` (${cause.message})` : '';
}
