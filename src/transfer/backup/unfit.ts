import { SeedbedError } from '../../errors/error.ts';

/**
 * A backup cannot be restored there; nothing was changed.
 *
 * @param why such as `it is of the domain 'course'`
 */
export const backupUnfit = (folder: string, why: string, hint: string): SeedbedError =>
  new SeedbedError('backup_unfit', {
    message: `The backup in ${folder} cannot be restored here: ${why}. Nothing was changed.`,
    hint,
    details: { folder },
  });
