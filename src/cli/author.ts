import { execFile } from 'node:child_process';
import { hostname, userInfo } from 'node:os';
import { promisify } from 'node:util';
import { invocation } from './invocation.ts';

/** Who acts, for the history: whom a pipeline acts for, else the user of this machine. */
export function author(): string {
  const { env } = invocation().host;
  const person = env['GITHUB_ACTOR'] || env['GITLAB_USER_LOGIN'];
  return person || `${userName()}@${hostname()}`;
}

/** A container may run as a user that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ''}`.trim();
  }
}

/** The commit of the project in the working directory; undefined where there is none. */
export async function currentCommit(): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('git', ['rev-parse', 'HEAD'])).stdout.trim() || undefined;
  } catch {
    const { env } = invocation().host;
    return env['GITHUB_SHA'] || env['CI_COMMIT_SHA'] || undefined;
  }
}
