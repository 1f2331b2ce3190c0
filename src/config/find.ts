import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectOf } from '../database/server/home.ts';
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
 * @throws ConfigTwiceError
 */
export function findConfig(directory: string): ConfigFile | undefined {
  const project = projectOf(directory);
  const [name, ...others] = names.filter((each) => existsSync(join(project, each)));
  if (name === undefined) return undefined;
  if (others.length > 0) throw new ConfigTwiceError([name, ...others]);
  return { project, name, path: join(project, name) };
}
