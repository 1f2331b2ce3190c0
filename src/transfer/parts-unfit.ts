import { SeedbedError } from '../errors/error.ts';

/**
 * The files have something that the tables do not have.
 *
 * @param what such as `table "exam"`
 */
export const partsUnfit = (folder: string, what: string): SeedbedError =>
  new SeedbedError('parts_unfit', {
    message: `The files in ${folder} have ${what}, which this version of seedbed does not know.`,
  });
