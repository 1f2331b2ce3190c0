import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** A database cannot be replaced in the way that was asked for. It is as it was. */
export class StrategyImpossibleError extends SeedbedError {
  readonly code = 'strategy_impossible';
  readonly database: string;
  /** Why, a line each. */
  readonly reasons: readonly string[];

  constructor(database: string, reasons: readonly string[]) {
    super(
      [
        `'${database}' cannot be replaced by another database:`,
        ...reasons.map((line) => `  ${excerptOfAnswer(line)}`),
      ].join('\n'),
      'Mend that, or replace its rows in place: --strategy transaction. Nothing was changed.',
    );
    this.database = database;
    this.reasons = reasons.map(excerptOfAnswer);
  }
}
