import { findConfig } from '../config/find.ts';
import { databaseOf } from '../database/url.ts';

/**
 * The database of the embedded server that is meant where none is named: it is called like the main domain.
 *
 * @throws what loading the configuration throws
 */
export async function mainDatabase(): Promise<string> {
  // Without a configuration nothing has to be loaded to know it.
  if (!findConfig(process.cwd())) return 'course';
  const [{ projectDomains }, { mainDomain }] = await Promise.all([
    import('../config/load.ts'),
    import('../domains.ts'),
  ]);
  return mainDomain(await projectDomains()).name;
}

/** How a command is told of an embedded database; nothing where that is the one which it means by itself. */
export async function databaseOption(url: string): Promise<string> {
  const database = databaseOf(url);
  return database === (await mainDatabase()) ? '' : ` --database ${asShellWord(database)}`;
}

const asShellWord = (text: string): string =>
  /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
