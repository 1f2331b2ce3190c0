import { SeedbedError } from '../errors/error.ts';

const hints: Readonly<Record<string, string>> = {
  EACCES: 'Give the user who runs seedbed the right to it.',
  EPERM: 'Give the user who runs seedbed the right to it.',
  EROFS: 'It is on a disk that cannot be written to: work in another folder.',
  ENOSPC: 'Free some space there, then try again.',
  EDQUOT: 'Free some space there, then try again.',
  EMFILE: 'Allow more open files (ulimit -n), then try again.',
  ENFILE: 'Too many files are open on this machine: try again later.',
  ENOMEM: 'Free some memory, then try again.',
  EAGAIN: 'The system is out of something, such as processes (ulimit -u): try again later.',
  ELOOP: 'A symbolic link is in its place, or leads to itself: name the file or folder itself.',
  ENAMETOOLONG: 'Take a shorter path.',
};

/** The operating system refused something, for a reason that no other error is for. */
export const systemFailed = (reason: string, message: string, cause?: unknown): SeedbedError =>
  new SeedbedError('system_failed', {
    message: `The system has refused something: ${message}.`,
    hint: hints[reason],
    details: { reason },
    cause,
  });
