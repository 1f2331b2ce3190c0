import { SeedbedError } from './error.ts';

/** A test in a transaction asked for the url of its database, where a second connection would see nothing of it. */
export class NeedsCloneError extends SeedbedError {
  readonly code = 'needs_clone';
  override readonly blame = 'usage';

  constructor() {
    super(
      'A test in a transaction has one connection: what it does is not seen on another one, and what is committed there would stay for other tests.',
      "Use `client`, `orm` or `em`, or give the test a database of its own: test.override({ isolation: 'clone' }).",
    );
  }
}
