/** What is said of a failure wherever it happens. */
export interface CodeEntry {
  /** `either` where that depends on the case. */
  readonly kind: ErrorKind | 'either';
  /** When it happens and what is left behind, for `docs/errors.md`. */
  readonly cause: string;
  /** What to do, where the case does not say it better itself. */
  readonly hint: string;
}

/** Whose turn it is to act: `usage` means the call was wrong, `environment` that something around it was. */
export type ErrorKind = 'usage' | 'environment';
