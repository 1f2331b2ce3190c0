import { SeedbedError } from './error.ts';

/** Something that a test has left running uses its connection when the test has been released. */
export class TestOverError extends SeedbedError {
  readonly code = 'test_over';
  override readonly blame = 'usage';

  constructor() {
    super(
      'The test that this connection was for has been released.',
      'Await in a test whatever it begins, and take a connection from the test that uses it.',
    );
  }
}
