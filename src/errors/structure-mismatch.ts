import { SeedbedError } from './error.ts';

/** The tables of a database cannot take every row of a schema. */
export class StructureMismatchError extends SeedbedError {
  readonly code = 'structure_mismatch';
  readonly database: string;
  /** One sentence for each difference. */
  readonly differences: readonly string[];

  constructor(database: string, differences: readonly string[]) {
    super(
      [`The tables of '${database}' do not fit:`, ...differences.map((line) => `  ${line}`)].join('\n'),
      "Bring them up to date with `seedbed migrate up` or the platform's own migrations.",
    );
    this.database = database;
    this.differences = differences;
  }
}
