import { SeedbedError } from './error.ts';

/** A project's configuration cannot be loaded: a syntax error, a missing module, or code that throws. */
export class ConfigUnreadableError extends SeedbedError {
  readonly code = 'config_unreadable';
  override readonly blame = 'usage';
  /** The file, with the line where one is known. */
  readonly place: string;

  constructor(place: string, problem: string, mend: string, options: ErrorOptions) {
    super(`${place} cannot be loaded: ${problem}`, mend, options);
    this.place = place;
  }
}
