import { SeedbedError } from '../errors/error.ts';
import { listed } from '../errors/listed.ts';

/** The folder that is to be written holds something else. */
export const outputInUse = (folder: string, what: readonly string[]): SeedbedError =>
  new SeedbedError('output_in_use', {
    message: listed(`${folder} holds something else already:`, what),
    details: { folder },
  });
