import { SeedbedError } from './error.ts';

/** A connection was given that seedbed cannot work on. */
export class ForeignConnectionError extends SeedbedError {
  readonly code = 'foreign_connection';
  override readonly blame = 'usage';
}
