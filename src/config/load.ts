import { pathToFileURL } from 'node:url';
import { type Domain, domains } from '../domains.ts';
import { ConfigUnreadableError } from '../errors/config-unreadable.ts';
import { SeedbedError } from '../errors/error.ts';
import { applyConfig } from './apply.ts';
import { type ConfigFile, findConfig } from './find.ts';
import { placeOf, wordsOf } from './place.ts';

const mends: Readonly<Record<string, string>> = {
  ERR_UNKNOWN_FILE_EXTENSION:
    'This Node does not read TypeScript by itself: take 22.18 or newer, or call the file seedbed.config.mjs.',
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX:
    'Node erases types and does nothing more: leave out enums, namespaces and parameter properties.',
  ERR_MODULE_NOT_FOUND: 'Install what it imports in this project; the path of a file has its ending.',
  ERR_PACKAGE_PATH_NOT_EXPORTED: 'Import what the package offers.',
};

/**
 * The domains that come with seedbed, with what the configuration of a project adds to them.
 *
 * @param directory the project, or a folder in it; the current one where left out
 * @throws ConfigTwiceError, ConfigUnreadableError, ConfigInvalidError, ScenarioNameTakenError
 * @example findScenario('demo-day', await projectDomains())
 */
export async function projectDomains(directory: string = process.cwd()): Promise<readonly Domain[]> {
  const file = findConfig(directory);
  return file ? applyConfig(await exportOf(file), file, domains) : domains;
}

/** What the file exports by default; undefined where it exports nothing so. */
async function exportOf(file: ConfigFile): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(file.path).href);
    return module.default;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const mend =
      error instanceof SeedbedError
        ? error.mend
        : (mends[code] ?? 'Mend it there: the file is run as it is by Node.');
    throw new ConfigUnreadableError(placeOf(error, file), wordsOf(error), mend, { cause: error });
  }
}
