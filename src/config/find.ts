import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectOf } from '../database/server/home.ts';
import { ConfigInvalidError } from '../errors/config-invalid.ts';
import { ConfigTwiceError } from '../errors/config-twice.ts';

const names = ['seedbed.config.ts', 'seedbed.config.js', 'seedbed.config.mjs'];

/** A project's configuration. */
export interface ConfigFile {
  readonly project: string;
  readonly name: string;
  readonly path: string;
}

/**
 * The configuration beside the nearest package.json, or the chosen one; undefined where there is none.
 *
 * @throws ConfigTwiceError, ConfigInvalidError
 */
export function findConfig(directory: string, chosen?: string): ConfigFile | undefined {
  const project = projectOf(directory);
  const path = chosen ?? pathIn(project);
  if (path === undefined) return undefined;
  // Node would wait for a pipe, and nothing would be able to end it.
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new ConfigInvalidError(
      basename(path),
      'is not a file.',
      'Name the file that has the configuration.',
    );
  }
  return { project, name: basename(path), path };
}

function pathIn(project: string): string | undefined {
  const [name, ...others] = names.filter((each) => existsSync(join(project, each)));
  if (name === undefined) return undefined;
  if (others.length > 0) throw new ConfigTwiceError([name, ...others]);
  return join(project, name);
}
