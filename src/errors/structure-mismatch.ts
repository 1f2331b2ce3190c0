import { SeedbedError } from './error.ts';

/** The tables of a database do not hold the rows of a schema, or those that were to be written. */
export class StructureMismatchError extends SeedbedError {
  readonly code = 'structure_mismatch';
  readonly database: string;
  /** One sentence for each difference. */
  readonly differences: readonly string[];

  constructor(
    database: string,
    differences: readonly string[],
    mend = "Bring them up to date with `seedbed migrate up` or the platform's own migrations.",
  ) {
    super(
      [`The tables of '${database}' do not fit:`, ...differences.map((line) => `  ${line}`)].join('\n'),
      mend,
    );
    this.database = database;
    this.differences = differences;
  }
}
