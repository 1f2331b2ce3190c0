import { SeedbedError } from './error.ts';

/** A factory was asked for a number of rows that is none. */
export class BadCountError extends SeedbedError {
  readonly code = 'bad_count';
  override readonly blame = 'usage';
  readonly factory: string;
  readonly count: number;

  constructor(factory: string, count: number) {
    super(`${factory} cannot make ${count} rows.`, 'Ask for a whole number of rows, 0 or more.');
    this.factory = factory;
    this.count = count;
  }
}
