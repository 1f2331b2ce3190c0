import type { ErrorKind } from './codes/entry.ts';
import { codes, type ErrorCode } from './codes.ts';

/** What is told of one case of a failure. */
export interface FailureCase {
  /** What is wrong, with the values involved, as a sentence. */
  readonly message: string;
  /** What to do in this very case, where that is more than the code's own hint says. */
  readonly hint?: string | undefined;
  /** The values involved. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** Where the code's own kind is `either`. */
  readonly kind?: ErrorKind;
}

/**
 * Every failure that a user can fix: with a stable `code` (never reused), what is wrong as its message, what to do
 * about it as its hint, and the values involved as its details. No text of it ever holds a password.
 *
 * @example
 * try {
 *   await seed(...);
 * } catch (error) {
 *   if (error instanceof SeedbedError) console.error(error.code, error.message, error.hint);
 * }
 */
export class SeedbedError extends Error {
  readonly code: ErrorCode;
  /** Whose turn it is to act. */
  readonly kind: ErrorKind;
  /** What to do about it, as a sentence. */
  readonly hint: string;
  /** The values involved. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, { message, hint, details = {}, cause, kind }: FailureCase) {
    super(message, cause === undefined ? undefined : { cause });
    const known = codes[code];
    this.code = code;
    this.kind = kind ?? (known.kind === 'either' ? 'environment' : known.kind);
    this.hint = hint ?? known.hint;
    this.details = details;
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** Whether that is an error with one of some codes. */
export const hasCode = (error: unknown, ...some: readonly ErrorCode[]): error is SeedbedError =>
  error instanceof SeedbedError && some.includes(error.code);
