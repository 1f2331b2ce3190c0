import { SeedbedError } from '../errors/error.ts';

const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space there, or write to another disk.',
  EACCES: 'Give a folder that you may write to.',
  EPERM: 'Give a folder that you may write to.',
  EROFS: 'Give a folder that can be written to.',
  EBUSY: 'Where it is a disk of its own, give a folder below it.',
  EXDEV: 'Where it is a disk of its own, give a folder below it.',
  ENOENT:
    'Another process has removed what was being written, such as a second run into the same folder: try again.',
};

/** Files could not be written; nothing is left of them that looks complete. */
export const outputFailed = (folder: string, reason: string, cause?: unknown): SeedbedError =>
  new SeedbedError('output_failed', {
    message: `Writing to ${folder} failed (${reason}).`,
    hint: hints[reason],
    details: { folder, reason },
    cause,
  });
