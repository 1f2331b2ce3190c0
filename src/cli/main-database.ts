import { databaseOf } from '../database/url.ts';
import { asShellWord } from './hint.ts';
import { configOfProject, domainsOfProject } from './project.ts';

/**
 * The database of the embedded server that is meant where none is named: it is called like the main domain.
 *
 * @throws what loading the configuration throws
 */
export async function mainDatabase(): Promise<string> {
  // Without a configuration nothing has to be loaded to know it.
  if (!configOfProject()) return 'course';
  const [domains, { mainDomain }] = await Promise.all([domainsOfProject(), import('../domains.ts')]);
  return mainDomain(domains).name;
}

/** How a command is told of an embedded database; nothing where that is the one which it means by itself. */
export async function databaseOption(url: string): Promise<string> {
  const database = databaseOf(url);
  return database === (await mainDatabase()) ? '' : ` --database ${asShellWord(database)}`;
}
