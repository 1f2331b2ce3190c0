import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, realpathSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canEnter, ownerOf, unprivilegedAccount } from './account.ts';
import { canRun } from './binaries.ts';
import { parts, serverFolder } from './layout.ts';

/** The folder of the nearest package.json above `from`, or `from` itself where there is none. */
export function projectOf(from: string): string {
  const start = realpathSync(from);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return start;
  }
}

/**
 * Where the server of `project` keeps everything: `.seedbed` in the project. Where root must run PostgreSQL
 * as another account that cannot enter the project or the binaries (a checkout under a private home), a
 * folder of the project's own in /var/lib/seedbed: the user's folders keep their permissions.
 */
export function homeOf(project: string, bin: string): string {
  const inProject = join(project, '.seedbed');
  const aside = join('/var/lib/seedbed', shortHash(project));
  const { data } = parts(serverFolder(inProject));
  const account = existsSync(data) ? ownerOf(data) : unprivilegedAccount();
  if (account === undefined) return inProject;
  const isReachable = canEnter(project, account) && canRun(bin, account);
  return isReachable && !existsSync(aside) ? inProject : aside;
}

/** Opens the home for the server's account to pass through, and hides it from git. */
export function prepareHome(home: string): void {
  if (process.getuid?.() === 0) openHome(home);
  const note = join(home, '.gitignore');
  if (!existsSync(note)) writeFileSync(note, '*\n');
}

/** Removes what earlier runs left half made or half removed, while an orphaned initdb may still write there. */
export async function sweepHome(home: string): Promise<void> {
  for (const name of readdirSync(home)) {
    const isLeftover = name.endsWith('.wip') || name.endsWith('.doomed');
    // `rmSync` would take a file that somebody else has just removed for the end of its work.
    if (isLeftover) await rm(join(home, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Removes what stands beside the server: copied binaries and the git note. */
export function clearHome(home: string): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith('binaries-') || name === '.gitignore') rmSync(join(home, name), { recursive: true });
  }
}

/** Removes the home, and /var/lib/seedbed with its last project, unless something else is in it. */
export function removeHome(home: string): void {
  if (!removeIfEmpty(home)) return;
  if (dirname(home) === '/var/lib/seedbed') removeIfEmpty(dirname(home));
}

/** Below root's umask the folders would be closed to the account; these are ours to open. */
function openHome(home: string): void {
  chmodSync(home, 0o755);
  if (dirname(home) === '/var/lib/seedbed') chmodSync(dirname(home), 0o755);
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
