import { SeedbedError } from './error.ts';

/** Another connection waited for what a test in a transaction holds until its end. Its statement was cancelled. */
export class SecondConnectionError extends SeedbedError {
  readonly code = 'second_connection';
  override readonly blame = 'usage';
  /** What the other client calls itself; empty where it does not. */
  readonly application: string;
  readonly query: string;

  constructor(application: string, query: string) {
    const statement = query.replace(/\s+/g, ' ').trim().slice(0, 80);
    super(
      `A second connection (${application || 'an unnamed client'}: ${statement}) waited for rows that the test has written and would hold until its end: a test in transaction() has one connection.`,
      'Give the application the connection of the test (`client`, `orm`, `ormOptions`, `pool`), or the test a database of its own: clone().',
    );
    this.application = application;
    this.query = query;
  }
}
