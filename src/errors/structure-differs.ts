import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** No database with the same structure could be made beside the one that was to be replaced. Nothing was changed. */
export class StructureDiffersError extends SeedbedError {
  readonly code = 'structure_differs';
  readonly database: string;
  /** A line each. */
  readonly reasons: readonly string[];

  constructor(database: string, reasons: readonly string[]) {
    super(
      [
        `No database with the structure of '${database}' could be made beside it:`,
        ...reasons.map((line) => `  ${excerptOfAnswer(line)}`),
      ].join('\n'),
      'Replace its rows in place instead: --strategy transaction. Nothing was changed.',
    );
    this.database = database;
    this.reasons = reasons.map(excerptOfAnswer);
  }
}
