import { SeedbedError } from './error.ts';

/** What would be replaced was not confirmed, or something else was. */
export class NotConfirmedError extends SeedbedError {
  readonly code = 'not_confirmed';
  override readonly blame = 'usage';
  /** The database that DATABASE_URL names. */
  readonly address: string;
  readonly confirmed: string | undefined;

  constructor(address: string, confirmed: string | undefined) {
    super(
      confirmed === undefined
        ? `The data of ${address} would be replaced, which was not confirmed.`
        : `DATABASE_URL names ${address}, but '${confirmed}' was confirmed.`,
      `Where that is the database you mean: --confirm ${address}`,
    );
    this.address = address;
    this.confirmed = confirmed;
  }
}
