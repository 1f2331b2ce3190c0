import { SeedbedError } from './error.ts';

/** A time limit of the role, the database or the server is so short that it ends sessions before they can set it. */
export class LimitTooShortError extends SeedbedError {
  readonly code = 'limit_too_short';
  readonly setting: string;
  /** What PostgreSQL answered. */
  readonly answer: string;

  /** @param user who would connect to `database` */
  constructor(
    setting: string,
    { user, database }: { readonly user: string; readonly database: string },
    cause: Error,
  ) {
    super(
      `${setting} is so short for user "${user}" in database "${database}" that PostgreSQL ends the session before it can be set otherwise: ${cause.message}.`,
      `Raise it where it is set (alter role … set ${setting}, alter database … set ${setting}, or postgresql.conf), or let the url set it: ?options=-c%20${setting}%3D0`,
      { cause },
    );
    this.setting = setting;
    this.answer = cause.message;
  }
}
