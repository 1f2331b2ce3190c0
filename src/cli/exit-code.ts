import { inspect } from 'node:util';
import type { CommanderError } from 'commander';
import { isDatabaseError } from '../database/database-error.ts';
import { endedBy } from '../database/ended-by.ts';
import { isQueryTimeout } from '../database/query-timeout.ts';
import { SeedbedError } from '../errors/error.ts';
import { databaseFailed } from './database-failed.ts';
import { hintOf } from './hint.ts';
import { isJson, printDocument, printError } from './output.ts';
import { systemFailed } from './system-failed.ts';

/** `sysexits.h` calls it EX_SOFTWARE: a bug in the program. */
const bug = 70;
const exitCodes = { usage: 2, environment: 3 };

/** Commander ends `--help` and `--version` by an error of exit code 0. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof SeedbedError) return exitCodes[error.kind];
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
  const ended = endedBy(error);
  if (ended) return ended;
  const { message } = error;
  const isSilent: boolean = isQueryTimeout(error);
  const state = isDatabaseError(error) ? error.code : undefined;
  if (/^(57014|55P03)$/.test(state ?? '') || isSilent)
    return new SeedbedError('statement_ended', {
      message: `A statement was ended before it was done: ${message}.`,
      details: { answer: message },
      cause: error,
    });
  if (state !== undefined) return databaseFailed(state, message, error);
  return isSystemError(error) ? systemFailed(error.code, message, error) : error;
}

/** As Node makes one of what the operating system answers; those of its own checks have no `syscall`. */
const isSystemError = (error: Error): error is Error & { readonly code: string } =>
  'syscall' in error && 'code' in error && /^E[A-Z0-9]+$/.test(String(error.code));

/** Tells a failure: as one document where that was asked for; else what a user can fix in two lines, a bug with its stack. */
export function report(error: unknown): void {
  if (isJson()) {
    if (exitCodeOf(error) !== 0) printDocument(failureDocument(error));
  } else if (error instanceof SeedbedError) tell(error);
  else if (isCommanders(error))
    return; // commander has printed it
  else printError(`This is a bug in seedbed: ${inspect(error)}`);
}

/** Tells a user what happened, and what to do, in two lines beside the output. */
export function tell({ message, hint }: SeedbedError): void {
  printError(`error: ${message}\n${hintOf(hint)}`);
}

function failureDocument(error: unknown) {
  if (error instanceof SeedbedError) {
    const { code, message, hint } = error;
    return { error: { code, message, hint: hintOf(hint), details: detailsOf(error) } };
  }
  const message = error instanceof Error ? error.message.replace(/^error: /, '') : String(error);
  return isCommanders(error)
    ? { error: { code: 'wrong_usage', message, hint: 'Try: seedbed --help', details: {} } }
    : { error: { code: 'internal_error', message, hint: 'This is a bug in seedbed.', details: {} } };
}

/** The values that an error carries, as JSON has them. */
function detailsOf(error: SeedbedError): Record<string, unknown> {
  const told = Object.entries(error.details).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told.map(([name, value]) => [name, plain(value)]));
}

/** What JSON has a form for. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return value.message;
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (value instanceof Set || Array.isArray(value)) return [...value].map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}
