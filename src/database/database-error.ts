import { tableName } from '../entities/table-name.ts';

/** What PostgreSQL has answered to a statement, by its protocol's names. */
export interface DatabaseError extends Error {
  /** The SQLSTATE. */
  readonly code: string;
  readonly severity: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly detail?: string;
  /** What PostgreSQL was doing: the line of a COPY, the functions that were called. */
  readonly where?: string;
  readonly hint?: string;
  /** Where in the statement, in characters from 1. */
  readonly position?: string;
}

/**
 * Whether PostgreSQL has answered with an error, as the driver throws it or as the ORM does, which copies the driver's
 * fields. By those fields, not by class: there may be several copies of either package.
 *
 * @example if (isDatabaseError(error) && error.code === '55006') …
 */
export function isDatabaseError(error: unknown): error is DatabaseError {
  if (!(error instanceof Error)) return false;
  return 'severity' in error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code));
}

/** What seedbed calls the table that an error is about. */
export const tableOfError = ({ schema = 'public', table }: DatabaseError): string | undefined =>
  table === undefined ? undefined : tableName({ schema, name: table });
