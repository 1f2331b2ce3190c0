import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { projectOf } from '../database/server/home.ts';
import { invocation } from './invocation.ts';

/** No file of variables is larger; what is, is something else. */
const LARGEST_BYTES = 1024 * 1024;

/**
 * Sets what the project's `.env` says and the environment does not: a variable that is set, if only to nothing, keeps
 * its value. A folder or a device of that name is passed over.
 *
 * @example readEnvFile(process.cwd()); invocation().host.env['DATABASE_URL'] // as in .env
 */
export function readEnvFile(directory: string): void {
  const path = join(projectOf(directory), '.env');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size > LARGEST_BYTES) return;
  const { host, fromFile } = invocation();
  for (const [name, value] of Object.entries(parseEnv(readFileSync(path, 'utf8')))) {
    if (host.env[name] !== undefined || value === undefined) continue;
    host.env[name] = value;
    fromFile.add(name);
  }
}

/** How a variable is named to the user: with its file, where it came from there. */
export const nameOfVariable = (name: string): string =>
  invocation().fromFile.has(name) ? `${name} of .env` : name;
