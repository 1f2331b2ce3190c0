import { SeedbedError } from './error.ts';

/** The folder that is to be written holds something else. */
export class OutputInUseError extends SeedbedError {
  readonly code = 'output_in_use';
  readonly folder: string;

  constructor(folder: string, what: readonly string[]) {
    super(
      [`${folder} holds something else already:`, ...what.map((line) => `  ${line}`)].join('\n'),
      'Give a folder that is new or empty; this one is left as it is.',
    );
    this.folder = folder;
  }
}
