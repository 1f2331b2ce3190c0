import { SeedbedError } from './error.ts';

/** A backup cannot be restored there; nothing was changed. */
export class BackupUnfitError extends SeedbedError {
  readonly code = 'backup_unfit';
  readonly folder: string;

  /** @param why such as `it is of the domain 'course'` */
  constructor(folder: string, why: string, mend: string) {
    super(`The backup in ${folder} cannot be restored here: ${why}. Nothing was changed.`, mend);
    this.folder = folder;
  }
}
