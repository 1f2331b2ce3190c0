import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectOf } from '../database/server/home.ts';
import { SeedbedError } from '../errors/error.ts';
import { configInvalid } from './invalid.ts';

const names = ['ts', 'mts', 'js', 'mjs'].map((ending) => `seedbed.config.${ending}`);

/** A project's configuration. */
export interface ConfigFile {
  readonly project: string;
  readonly name: string;
  readonly path: string;
}

/**
 * The configuration beside the nearest package.json, or the chosen one; undefined where there is none.
 *
 * @throws `config_twice`, `config_invalid`
 */
export function findConfig(directory: string, chosen?: string): ConfigFile | undefined {
  const project = projectOf(directory);
  const path = chosen ?? pathIn(project);
  if (path === undefined) return undefined;
  // Node would wait for a pipe, and nothing would be able to end it.
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw configInvalid(basename(path), 'is not a file.', 'Name the file that has the configuration.');
  }
  return { project, name: basename(path), path };
}

function pathIn(project: string): string | undefined {
  const [name, ...others] = names.filter((each) => existsSync(join(project, each)));
  if (name === undefined) return undefined;
  if (others.length > 0) {
    const files = [name, ...others];
    throw new SeedbedError('config_twice', {
      message: `There are several configurations: ${files.join(', ')}.`,
      details: { files },
    });
  }
  return join(project, name);
}
