import { SeedbedError } from './error.ts';

/** A file of a part is not as it was written. */
export class PartDamagedError extends SeedbedError {
  readonly code = 'part_damaged';
  readonly path: string;
  /** What is wrong with it. */
  readonly what: string;

  /** @param what such as `it is missing` */
  constructor(path: string, what: string, options?: ErrorOptions) {
    super(
      `${path} is not as it was written: ${what}.`,
      'Copy the folder of that part anew, or remove it and make the part again.',
      options,
    );
    this.path = path;
    this.what = what;
  }
}
