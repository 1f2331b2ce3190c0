import { SeedbedError } from '../errors/error.ts';

/** A file is no manifest that this version reads. */
export const manifestUnreadable = (path: string, reason: string, cause?: unknown): SeedbedError =>
  new SeedbedError('manifest_unreadable', {
    message: `${path} is no manifest that this version of seedbed reads: ${reason}.`,
    details: { path },
    cause,
  });
