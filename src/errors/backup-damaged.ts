import { SeedbedError } from './error.ts';

/** A backup is not as it was written; the database that it was to be restored into is as it was. */
export class BackupDamagedError extends SeedbedError {
  readonly code = 'backup_damaged';
  readonly path: string;

  /** @param what what is wrong with the file, such as `is not of the backup` */
  constructor(path: string, what: string, options?: ErrorOptions) {
    super(
      `${path} ${what}. Nothing was changed.`,
      'Restore from another copy of the backup; what was added to its folder can be taken away.',
      options,
    );
    this.path = path;
  }
}
