import { SeedbedError } from './error.ts';

/** Something stands where a plain file or folder is expected: a link, a pipe, a device, or more than there can be. */
export class UnsafeFileError extends SeedbedError {
  readonly code = 'unsafe_file';
  readonly path: string;

  /** @param what it is, as the end of a sentence, such as `a symbolic link, not a file` */
  constructor(path: string, what: string) {
    super(
      `${path} is ${what}.`,
      'Put the file or folder itself there, or name another one: nothing is read, changed or removed through a link.',
    );
    this.path = path;
  }
}
