import { SeedbedError } from './error.ts';

/** Two parts do not belong to the same dataset, or are the same part. */
export class PartsDifferError extends SeedbedError {
  readonly code = 'parts_differ';
  readonly folders: readonly [string, string];

  /** @param how a line each */
  constructor(first: string, second: string, how: readonly string[]) {
    super(
      [`${first} and ${second} do not belong together:`, ...how.map((line) => `  ${line}`)].join('\n'),
      'Give the parts of one dataset, each of them once.',
    );
    this.folders = [first, second];
  }
}
