import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { projectOf } from '../database/server/home.ts';

/** No file of variables is larger; what is, is something else. */
const LARGEST_BYTES = 1024 * 1024;

const fromFile = new Set<string>();

/**
 * Sets what the project's `.env` says and the environment does not: a variable that is set, if only to nothing, keeps
 * its value. A folder or a device of that name is passed over.
 *
 * @example readEnvFile(process.cwd()); process.env['DATABASE_URL'] // as in .env
 */
export function readEnvFile(directory: string): void {
  const path = join(projectOf(directory), '.env');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size > LARGEST_BYTES) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(path, 'utf8')))) {
    if (process.env[name] !== undefined || value === undefined) continue;
    process.env[name] = value;
    fromFile.add(name);
  }
}

/** How a variable is named to the user: with its file, where it came from there. */
export const nameOfVariable = (name: string): string => (fromFile.has(name) ? `${name} of .env` : name);
