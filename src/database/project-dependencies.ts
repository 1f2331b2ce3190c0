import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeedbedError } from '../errors/error.ts';
import { wordsOf } from '../errors/thrown.ts';

const KINDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

/**
 * Whether the package.json of a project asks for a package.
 *
 * @throws `config_unreadable` where that file is no JSON
 * @example isDependency(projectOf(process.cwd()), 'vitest')
 */
export function isDependency(project: string, name: string): boolean {
  const path = join(project, 'package.json');
  const manifest = existsSync(path) ? manifestIn(path) : {};
  return KINDS.some((kind) => Object.hasOwn(manifest[kind] ?? {}, name));
}

function manifestIn(path: string): Readonly<Record<string, object | undefined>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SeedbedError('config_unreadable', {
      message: `${path} cannot be read: ${wordsOf(error)}`,
      hint: 'Correct it there: it should be JSON.',
      details: { place: path },
      cause: error,
    });
  }
}
