import { SeedbedError } from './error.ts';

/** An option was given that says something about files only, without a folder for them. */
export class OutNeededError extends SeedbedError {
  readonly code = 'out_needed';
  override readonly blame = 'usage';
  readonly option: string;

  constructor(option: string) {
    super(
      `${option} is for files, and no folder is given for them.`,
      `Add --out <folder>, or leave ${option} out.`,
    );
    this.option = option;
  }
}
