import { SeedbedError } from './error.ts';

/** A project's configuration exports something else than it should. */
export class ConfigInvalidError extends SeedbedError {
  readonly code = 'config_invalid';
  override readonly blame = 'usage';
  readonly file: string;

  /** @param problem what is wrong, as the end of a sentence that begins with the file */
  constructor(file: string, problem: string, mend: string) {
    super(`${file} ${problem}`, mend);
    this.file = file;
  }
}
