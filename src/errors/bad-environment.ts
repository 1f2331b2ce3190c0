import { SeedbedError } from './error.ts';

/** What is no name of an environment. */
export class BadEnvironmentError extends SeedbedError {
  readonly code = 'bad_environment';
  override readonly blame = 'usage';
  readonly environment: string;

  constructor(environment: string) {
    super(
      `'${environment}' is no name of an environment.`,
      'It has letters, digits, - and _, and begins with a letter: staging, review, production.',
    );
    this.environment = environment;
  }
}
