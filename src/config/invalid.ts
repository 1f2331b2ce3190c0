import { SeedbedError } from '../errors/error.ts';

/**
 * A project's configuration exports something else than it should.
 *
 * @param problem what is wrong, as the end of a sentence that begins with the file
 */
export const configInvalid = (file: string, problem: string, hint: string): SeedbedError =>
  new SeedbedError('config_invalid', { message: `${file} ${problem}`, hint, details: { file } });
