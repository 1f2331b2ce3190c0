import { SeedbedError } from './error.ts';

/** The files have something that the tables do not have. */
export class PartsUnfitError extends SeedbedError {
  readonly code = 'parts_unfit';

  /** @param what such as `table "exam"` */
  constructor(folder: string, what: string) {
    super(
      `The files in ${folder} have ${what}, which this version of seedbed does not know.`,
      'Make the files again with this version, or load them with the version that wrote them.',
    );
  }
}
