import type { ErrorCode } from './codes.ts';

/** Whose turn it is to act: `usage` means the call was wrong, `environment` that something around it was. */
export type Blame = 'usage' | 'environment';

/**
 * The base of every failure that a user can mend.
 *
 * Subclasses set a stable `code` (snake_case, never reused), keep the values involved as fields, and
 * pass two sentences: what is wrong, and what to do about it. No message ever holds a password.
 *
 * @example
 * try {
 *   await seed(...);
 * } catch (error) {
 *   if (error instanceof SeedbedError) console.error(error.code, error.message, error.mend);
 * }
 */
export abstract class SeedbedError extends Error {
  abstract readonly code: ErrorCode;
  readonly blame: Blame = 'environment';
  /** What to do about it, as a sentence. */
  readonly mend: string;

  constructor(problem: string, mend: string, options?: ErrorOptions) {
    super(problem, options);
    this.mend = mend;
  }

  override get name(): string {
    return this.constructor.name;
  }
}
