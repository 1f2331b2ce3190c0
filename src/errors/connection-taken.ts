import { SeedbedError } from './error.ts';

/** Within a transaction of the application, something waited for another connection, and the test has only one. */
export class ConnectionTakenError extends SeedbedError {
  readonly code = 'connection_taken';
  override readonly blame = 'usage';

  constructor(seconds: number) {
    super(
      `For ${seconds} seconds, a statement has waited for a transaction of the application to end: a test in transaction() has one connection, and perhaps the transaction waits for the statement.`,
      'Where the application needs two connections at the same time, give the test a database of its own: clone().',
    );
  }
}
