import { SeedbedError } from './error.ts';

/** The embedded PostgreSQL gave up for a reason that only its log tells. */
export class ServerFailedError extends SeedbedError {
  readonly code = 'server_failed';
  /** The last lines that it wrote. */
  readonly log: readonly string[];

  constructor(problem: string, log: readonly string[], options?: ErrorOptions) {
    super(
      [`${problem}. It wrote:`, ...log.map((line) => `  ${line}`)].join('\n'),
      'If its data is beyond repair, start anew with: seedbed db destroy --yes && seedbed db start',
      options,
    );
    this.log = log;
  }
}
