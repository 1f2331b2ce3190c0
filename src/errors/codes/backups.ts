import type { CodeEntry } from './entry.ts';

/** Backups of a domain's rows. */
export const backupsCodes = {
  backup_damaged: {
    kind: 'environment',
    cause: 'A backup is not as it was written; the database that it was to be restored into is as it was.',
    hint: 'Restore from another copy of the backup; what was added to its folder can be taken away.',
  },
  backup_missing: {
    kind: 'environment',
    cause: 'There is no backup in a folder.',
    hint: 'Give a folder that `seedbed migrate backup`, up or down has written.',
  },
  backup_refused: {
    kind: 'environment',
    cause:
      'PostgreSQL did not let a database be backed up; nothing is left of the backup, and the database is as it was.',
    hint: 'Fix what PostgreSQL names, then try again.',
  },
  backup_unfit: {
    kind: 'environment',
    cause: 'A backup cannot be restored there; nothing was changed.',
    hint: 'Restore it into an empty database of its domain, with the version of the project that it was made with or a later one.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
