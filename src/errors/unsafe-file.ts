import { SeedbedError } from './error.ts';

/**
 * Something stands where a plain file or folder is expected: a link, a pipe, a device, or more than there can be.
 *
 * @param what it is, as the end of a sentence, such as `a symbolic link, not a file`
 */
export const unsafeFile = (path: string, what: string): SeedbedError =>
  new SeedbedError('unsafe_file', { message: `${path} is ${what}.`, details: { path } });
