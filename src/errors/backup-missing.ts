import { SeedbedError } from './error.ts';

/** There is no backup in a folder. */
export class BackupMissingError extends SeedbedError {
  readonly code = 'backup_missing';
  readonly folder: string;

  constructor(folder: string) {
    super(
      `There is no backup in ${folder}: it has no manifest.json.`,
      'Give a folder that `seedbed migrate backup`, up or down has written.',
    );
    this.folder = folder;
  }
}
