import { SeedbedError } from '../errors/error.ts';
import { listed } from '../errors/listed.ts';

/** There is no space left for a server's data, or for the embedded server itself. */
export const diskFull = (log: readonly string[] = [], cause?: unknown): SeedbedError =>
  new SeedbedError('disk_full', {
    message: listed('There is no space left on the disk.', log),
    details: { log },
    cause,
  });
