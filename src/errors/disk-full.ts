import { SeedbedError } from './error.ts';

/** There is no space left for a server's data, or for the embedded server itself. */
export class DiskFullError extends SeedbedError {
  readonly code = 'disk_full';
  /** The last lines that PostgreSQL wrote, if it was PostgreSQL that ran out of space. */
  readonly log: readonly string[];

  constructor(log: readonly string[] = [], options?: ErrorOptions) {
    super(
      ['There is no space left on the disk.', ...log.map((line) => `  ${line}`)].join('\n'),
      'Free some space where the server keeps its data (the embedded one needs about 100 MB for an empty database), then try again.',
      options,
    );
    this.log = log;
  }
}
