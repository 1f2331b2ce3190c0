import { SeedbedError } from './error.ts';

const mends: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space there, or write to another disk.',
  EACCES: 'Give a folder that you may write to.',
  EPERM: 'Give a folder that you may write to.',
  EROFS: 'Give a folder that can be written to.',
  EBUSY: 'Where it is a disk of its own, give a folder below it.',
  EXDEV: 'Where it is a disk of its own, give a folder below it.',
  ENOENT:
    'Somebody has removed what was being written, such as a second run into the same folder: try again.',
};

/** Files could not be written; nothing is left of them that looks complete. */
export class OutputFailedError extends SeedbedError {
  readonly code = 'output_failed';
  readonly folder: string;
  /** What the file system said, such as `ENOSPC`. */
  readonly reason: string;

  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(
      `Writing to ${folder} failed (${reason}).`,
      mends[reason] ?? 'Look at that folder and its disk, then try again.',
      options,
    );
    this.folder = folder;
    this.reason = reason;
  }
}
