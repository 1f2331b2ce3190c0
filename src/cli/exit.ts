import type { CommanderError } from 'commander';
import { isSilence } from '../database/silence.ts';
import { SeedbedError } from '../errors/error.ts';
import { StatementEndedError } from '../errors/statement-ended.ts';

/** `sysexits.h` calls it EX_SOFTWARE: a bug in the program. */
const bug = 70;
const exitCodes = { usage: 2, environment: 3 };

/** Commander ends `--help` and `--version` by an error of exit code 0. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof SeedbedError) return exitCodes[error.blame];
  if (isCommanders(error)) return error.exitCode === 0 ? 0 : exitCodes.usage;
  return bug;
}

const isCommanders = (error: unknown): error is CommanderError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');

/**
 * What a timeout has ended wherever it happened to be: an error of the driver, or of the ORM, which copies its fields.
 * Any other error is returned as it is.
 */
export function named(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof SeedbedError) return error;
  const code = 'code' in error ? String(error.code) : '';
  return /^(57014|55P03)$/.test(code) || isSilence(error)
    ? new StatementEndedError(error.message, { cause: error })
    : error;
}

/** Tells a failure on stderr: what a user can mend in two lines, a bug with its stack. */
export function report(error: unknown): void {
  if (error instanceof SeedbedError) console.error(`error: ${error.message}\n${error.mend}`);
  else if (isCommanders(error))
    return; // commander has printed it
  else console.error('This is a bug in seedbed:', error);
}
