import { SeedbedError } from './error.ts';

/** A file of a part is not as it was written. */
export class PartDamagedError extends SeedbedError {
  readonly code = 'part_damaged';
  readonly path: string;

  /** @param what what is wrong with it, such as `it is missing` */
  constructor(path: string, what: string, options?: ErrorOptions) {
    super(
      `${path} is not as it was written: ${what}.`,
      'Copy the folder of that part anew, or remove it and make the part again.',
      options,
    );
    this.path = path;
  }
}
