import { SeedbedError } from './error.ts';

/** There is no space left for the embedded server's data. */
export class DiskFullError extends SeedbedError {
  readonly code = 'disk_full';
  /** The last lines that PostgreSQL wrote, if it was PostgreSQL that ran out of space. */
  readonly log: readonly string[];

  constructor(log: readonly string[] = [], options?: ErrorOptions) {
    super(
      ['There is no space left on the disk.', ...log.map((line) => `  ${line}`)].join('\n'),
      'Free some space (the embedded server needs about 100 MB for an empty database), then try again.',
      options,
    );
    this.log = log;
  }
}
