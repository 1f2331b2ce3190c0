import { SeedbedError } from './error.ts';

/** A file of a part is not as it was written. */
export class PartDamagedError extends SeedbedError {
  declare readonly details: { readonly path: string; readonly what: string };

  /** @param what is wrong with it, such as `it is missing` */
  constructor(path: string, what: string, cause?: unknown) {
    super('part_damaged', {
      message: `${path} is not as it was written: ${what}.`,
      details: { path, what },
      cause,
    });
  }
}
