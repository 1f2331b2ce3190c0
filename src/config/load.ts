import type { Domain } from '../domain.ts';
import { domains } from '../domains.ts';
import { SeedbedError } from '../errors/error.ts';
import { importHint } from '../errors/import-hint.ts';
import { wordsOf } from '../errors/thrown.ts';
import { applyConfig } from './apply.ts';
import { type ConfigFile, findConfig } from './find.ts';
import { configInvalid } from './invalid.ts';
import { moduleReader } from './project-orm.ts';
import { underDefaultSignals } from './signals.ts';
import { placeOf } from './source-location.ts';

/**
 * The domains that come with seedbed, with what the configuration of a project adds to them.
 *
 * @param directory the project, or a folder in it; the current one where left out
 * @param chosen the configuration to take instead of the one there
 * @throws `config_twice`, `config_unreadable`, `config_invalid`, `scenario_name_taken`
 * @example findScenario('demo-day', await projectDomains())
 */
export async function projectDomains(
  directory: string = process.cwd(),
  chosen?: string,
): Promise<readonly Domain[]> {
  const file = findConfig(directory, chosen);
  return file ? await underDefaultSignals(() => configured(file)) : domains;
}

async function configured(file: ConfigFile): Promise<readonly Domain[]> {
  const directory = process.cwd();
  try {
    const exported = await within(LIMIT_SECONDS, exportOf(file), file);
    // Parts of it may be getters, which throw.
    return applyConfig(exported, file, domains);
  } catch (error) {
    throw error instanceof SeedbedError ? error : unreadable(error, file);
  } finally {
    process.chdir(directory);
  }
}

/** Configurations may ask something of the network before they export anything. */
const LIMIT_SECONDS = 30;

async function within<T>(seconds: number, work: Promise<T>, file: ConfigFile): Promise<T> {
  const late = Promise.withResolvers<never>();
  // It keeps nothing alive: where only code of the project waits, and for nothing, the process ends by itself.
  const timer = setTimeout(() => {
    const problem = `has not been loaded after ${seconds} seconds.`;
    late.reject(configInvalid(file.name, problem, 'Look for an await in it that does not end.'));
  }, seconds * 1000).unref();
  return await Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

/** What the file exports by default; undefined where it exports nothing so. */
async function exportOf(file: ConfigFile): Promise<unknown> {
  try {
    const read = await moduleReader(file.project);
    return (await read(file.path)).default;
  } catch (error) {
    throw unreadable(error, file, error instanceof SeedbedError ? error.hint : importHint(error));
  }
}

const unreadable = (
  cause: unknown,
  file: ConfigFile,
  hint = 'Fix it there: the file is run as it is by Node.',
): SeedbedError =>
  new SeedbedError('config_unreadable', {
    message: `${placeOf(cause, file)} cannot be loaded: ${wordsOf(cause)}`,
    hint,
    details: { place: placeOf(cause, file) },
    cause,
  });
