import { SeedbedError } from '../errors/error.ts';

/** Something that a test has left running uses its connection when the test has been released. */
export const testOver = (): SeedbedError =>
  new SeedbedError('test_over', { message: 'The test that this connection was for has been released.' });
