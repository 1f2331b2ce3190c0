import { SeedbedError } from './error.ts';

/** The programs of the embedded PostgreSQL are there, and this system does not run them. */
export class BinariesBrokenError extends SeedbedError {
  readonly code = 'binaries_broken';
  readonly program: string;

  constructor(program: string, cause: Error) {
    super(
      `${program} cannot be run here (${cause.message}).`,
      'It needs glibc (which Alpine Linux has not) and a file system that allows programs; else set DATABASE_URL to a server of your own.',
      { cause },
    );
    this.program = program;
  }
}
