import { SeedbedError } from './error.ts';

/** One of the two options by which rows are added to others was left out. */
export class AppendIncompleteError extends SeedbedError {
  readonly code = 'append_incomplete';
  override readonly blame = 'usage';

  constructor() {
    super(
      'Rows are added to those that are there by --append and --as <name> together.',
      'The name enters every key and unique value, so that nothing collides: --append --as second',
    );
  }
}
