import { SeedbedError } from './error.ts';

/** A dataset cannot be called that, because its name enters keys, paths and user names. */
export class BadNameError extends SeedbedError {
  readonly code = 'bad_name';
  override readonly blame = 'usage';
  readonly dataset: string;

  constructor(dataset: string) {
    super(
      `${JSON.stringify(dataset)} is no name for a dataset.`,
      'Take up to 20 lower-case letters and digits that begin with a letter; not f, fw1 or fr1, which are taken by bound factories.',
    );
    this.dataset = dataset;
  }
}
