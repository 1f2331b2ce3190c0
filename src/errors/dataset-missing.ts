import { SeedbedError } from './error.ts';

/** There are no files of a dataset in a folder. */
export class DatasetMissingError extends SeedbedError {
  readonly code = 'dataset_missing';
  readonly folder: string;

  constructor(folder: string) {
    super(
      `There is no manifest.json in ${folder}, nor in a folder right below it.`,
      'Give a folder that `seedbed seed … --out` has written, or one that holds its parts.',
    );
    this.folder = folder;
  }
}
