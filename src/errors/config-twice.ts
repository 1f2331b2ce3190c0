import { SeedbedError } from './error.ts';

/** A project has several configurations, and nothing says which one counts. */
export class ConfigTwiceError extends SeedbedError {
  readonly code = 'config_twice';
  override readonly blame = 'usage';
  readonly files: readonly string[];

  constructor(files: readonly string[]) {
    super(`There are several configurations: ${files.join(', ')}.`, 'Keep one of them.');
    this.files = files;
  }
}
