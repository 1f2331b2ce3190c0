import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
 * The configuration beside the nearest package.json; undefined where there is none.
 *
 * @throws ConfigTwiceError, ConfigInvalidError
 */
export function findConfig(directory: string): ConfigFile | undefined {
  const project = projectOf(directory);
  const [name, ...others] = names.filter((each) => existsSync(join(project, each)));
  if (name === undefined) return undefined;
  if (others.length > 0) throw new ConfigTwiceError([name, ...others]);
  // Node would wait for a pipe, and nothing would be able to end it.
  if (!statSync(join(project, name)).isFile()) {
    throw new ConfigInvalidError(name, 'is not a file.', 'Give what stands there another name.');
  }
  return { project, name, path: join(project, name) };
}
