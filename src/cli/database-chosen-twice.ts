import { SeedbedError } from '../errors/error.ts';

/** Both DATABASE_URL and `--database` name a database. */
export const databaseChosenTwice = (database: string): SeedbedError =>
  new SeedbedError('database_chosen_twice', {
    message: `--database ${database} is a database of the embedded server, but DATABASE_URL names another server.`,
    details: { database },
  });
