import { SeedbedError } from './error.ts';

/** The folder of the embedded server holds what is not of seedbed. */
export class HomeForeignError extends SeedbedError {
  readonly code = 'home_foreign';
  readonly home: string;

  constructor(home: string) {
    super(
      `${home} was not made by seedbed, which would remove what is in it.`,
      'Give it another name, or set DATABASE_URL to a server of your own.',
    );
    this.home = home;
  }
}
