import { type Command, InvalidArgumentError } from 'commander';

/** PostgreSQL cuts longer names, so that two of them could mean one database. */
const longestName = 63;

/**
 * Adds `--database`, which every command has that may work on the embedded server.
 *
 * @param otherwise what becomes of one that is missing
 */
export const withDatabaseOption = (command: Command, otherwise = ', made where it is missing'): Command =>
  command.option('--database <name>', `a database of the embedded server${otherwise}`, parseDatabase);

export function parseDatabase(name: string): string {
  if (name === '' || Buffer.byteLength(name) > longestName) {
    throw new InvalidArgumentError(`A database has a name of 1 to ${longestName} bytes.`);
  }
  // What is put into a template is in every database that is made from it.
  if (/^(postgres|template[01])$/.test(name)) {
    throw new InvalidArgumentError('That database is for the server itself; choose another name.');
  }
  return name;
}
