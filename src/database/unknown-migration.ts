import { SeedbedError } from '../errors/error.ts';

/** The migration to go to does not exist. */
export const unknownMigration = (migration: string, known: readonly string[]): SeedbedError =>
  new SeedbedError('unknown_migration', {
    message: `There is no migration "${migration}".`,
    hint: `Name one of: ${known.join(', ')}.`,
    details: { migration, known },
  });
