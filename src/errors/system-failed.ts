import { SeedbedError } from './error.ts';

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
export class SystemFailedError extends SeedbedError {
  readonly code = 'system_failed';
  /** Such as `EACCES`. */
  readonly reason: string;

  constructor(reason: string, message: string, options?: ErrorOptions) {
    super(
      `The system has refused something: ${message}.`,
      hints[reason] ?? 'Look at what is named there, then try again.',
      options,
    );
    this.reason = reason;
  }
}
