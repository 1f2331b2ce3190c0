import { SeedbedError } from './error.ts';

/** After a load, the database's structure would have been another one. */
export class StructureNotRestoredError extends SeedbedError {
  readonly code = 'structure_not_restored';
  /** A line for each difference. */
  readonly differences: readonly string[];

  constructor(differences: readonly string[]) {
    super(
      [
        'Indexes, keys or triggers could not be made again as they were, so everything was rolled back:',
        ...differences.map((line) => `  ${line}`),
      ].join('\n'),
      'Load with `--load live`, which leaves them in place.',
    );
    this.differences = differences;
  }
}
