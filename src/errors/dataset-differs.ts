import { SeedbedError } from './error.ts';

/** A dataset is not the one of a manifest. Nothing was written. */
export class DatasetDiffersError extends SeedbedError {
  readonly code = 'dataset_differs';
  /** A line each. */
  readonly differences: readonly string[];

  constructor(differences: readonly string[]) {
    super(
      [
        'The data would not be what the manifest says (what it says, and what would be):',
        ...differences.map((line) => `  ${line}`),
        'Nothing was written.',
      ].join('\n'),
      'Make it with the scenario, parameters and versions of the manifest, or renew that with `seedbed manifest`.',
    );
    this.differences = differences;
  }
}
