import { CommanderError } from 'commander';
import { SeedbedError } from '../errors/error.ts';

/** `sysexits.h` calls it EX_SOFTWARE: a bug in the program. */
const bug = 70;
const exitCodes = { usage: 2, environment: 3 };

/** Commander ends `--help` and `--version` by an error of exit code 0. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof SeedbedError) return exitCodes[error.blame];
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  return bug;
}

/** Tells a failure on stderr: what a user can mend in two lines, a bug with its stack. */
export function report(error: unknown): void {
  if (error instanceof SeedbedError) console.error(`error: ${error.message}\n${error.mend}`);
  else if (error instanceof CommanderError)
    return; // commander has printed it
  else console.error('This is a bug in seedbed:', error);
}
