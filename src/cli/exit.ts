import type { CommanderError } from 'commander';
import { isDatabaseError } from '../database/database-error.ts';
import { isSilence } from '../database/silence.ts';
import { DatabaseFailedError } from '../errors/database-failed.ts';
import { SeedbedError } from '../errors/error.ts';
import { StatementEndedError } from '../errors/statement-ended.ts';
import { SystemFailedError } from '../errors/system-failed.ts';
import { endedBy } from '../load/refusal.ts';

/** `sysexits.h` calls it EX_SOFTWARE: a bug in the program. */
const bug = 70;
const exitCodes = { usage: 2, environment: 3 };

/** Commander ends `--help` and `--version` by an error of exit code 0. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof SeedbedError) return exitCodes[error.blame];
  if (isCommanders(error)) return error.exitCode === 0 ? 0 : exitCodes.usage;
  return bug;
}

export const isCommanders = (error: unknown): error is CommanderError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');

/**
 * The error that says what went wrong around seedbed, where the database, the connection or the system has refused
 * something that no command expects. Any other error is returned as it is.
 */
export function named(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof SeedbedError) return error;
  const options = { cause: error };
  const ended = endedBy(error);
  if (ended) return ended;
  const { message } = error;
  const isSilent: boolean = isSilence(error);
  const state = isDatabaseError(error) ? error.code : undefined;
  if (/^(57014|55P03)$/.test(state ?? '') || isSilent) return new StatementEndedError(message, options);
  if (state !== undefined) return new DatabaseFailedError(state, message, options);
  return isSystemError(error) ? new SystemFailedError(error.code, message, options) : error;
}

/** As Node makes one of what the operating system answers; those of its own checks have no `syscall`. */
const isSystemError = (error: Error): error is Error & { readonly code: string } =>
  'syscall' in error && 'code' in error && /^E[A-Z0-9]+$/.test(String(error.code));

/** Tells a failure on stderr: what a user can mend in two lines, a bug with its stack. */
export function report(error: unknown): void {
  if (error instanceof SeedbedError) console.error(`error: ${error.message}\n${error.mend}`);
  else if (isCommanders(error))
    return; // commander has printed it
  else console.error('This is a bug in seedbed:', error);
}
