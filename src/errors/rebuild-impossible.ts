import { SeedbedError } from './error.ts';

/** The indexes and keys of the tables cannot be taken away for a load. */
export class RebuildImpossibleError extends SeedbedError {
  readonly code = 'rebuild_impossible';
  /** A line each. */
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(
      ['The tables cannot be rebuilt around the data:', ...reasons.map((line) => `  ${line}`)].join('\n'),
      'Load with `--load live`, which is slower and leaves indexes, keys and triggers in place.',
    );
    this.reasons = reasons;
  }
}
