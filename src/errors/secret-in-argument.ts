import { type Blame, SeedbedError } from './error.ts';

/** An argument of the command line could hold a password. It is not shown. */
export class SecretInArgumentError extends SeedbedError {
  readonly code = 'secret_in_argument';
  override readonly blame: Blame = 'usage';
  /** Which of the arguments it is, counted from 1. */
  readonly position: number;

  constructor(position: number) {
    super(
      `Argument ${position} looks like the url of a database, or holds a password; it is not shown.`,
      'Other users of the machine can read arguments: the url belongs into the environment, as DATABASE_URL. ' +
        'Where an option names a database it is by a name, and --confirm takes host:port/database.',
    );
    this.position = position;
  }
}
