import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SeedbedError } from '../../errors/error.ts';
import { unsafeFile } from '../../errors/unsafe-file.ts';
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

/** Git sees nothing of a folder with it, and it tells that the folder is ours. */
const NOTE = '# Made by seedbed, which removes what is in here.\n*\n';

/**
 * That the home and the folders below it are ours and no links, or not there yet: what is changed and removed there is
 * seedbed's own then.
 *
 * @throws `unsafe_file`, `home_foreign`
 */
export function requireOwnHome(home: string): void {
  const { data } = parts(serverFolder(home));
  const above = dirname(home) === '/var/lib/seedbed' ? [dirname(home)] : [];
  for (const folder of [...above, home, serverFolder(home), data]) {
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat && !stat.isDirectory()) {
      const kind = stat.isSymbolicLink() ? 'a symbolic link' : 'a file';
      throw unsafeFile(folder, `${kind}, where seedbed has a folder of its own`);
    }
  }
  if (existsSync(home) && !isOurs(home))
    throw new SeedbedError('home_foreign', {
      message: `${home} was not made by seedbed, which would remove what is in it.`,
      details: { home },
    });
}

/** One that a killed process has just made holds nothing yet but its lock. */
function isOurs(home: string): boolean {
  const note = noteOf(home);
  if (note !== undefined) return note === NOTE || note === '*\n';
  return readdirSync(home).every((name) => name === 'lock' || name.startsWith('lock.'));
}

function noteOf(home: string): string | undefined {
  const path = join(home, '.gitignore');
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined;
}

/** Opens the home for the server's account to pass through, and hides it from git. */
export function prepareHome(home: string): void {
  if (process.getuid?.() === 0) openHome(home);
  const note = join(home, '.gitignore');
  if (!existsSync(note)) writeFileSync(note, NOTE, { flag: 'wx' });
}

/** Removes what earlier runs left half made or half removed, while an orphaned initdb may still write there. */
export async function sweepHome(home: string): Promise<void> {
  for (const name of readdirSync(home)) {
    const isLeftover = name.endsWith('.wip') || name.endsWith('.doomed');
    // `rmSync` would take a file that another process has just removed for the end of its work.
    if (isLeftover) await rm(join(home, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Removes what stands beside the server: copied binaries and the git note. */
export function clearHome(home: string): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith('binaries-')) rmSync(join(home, name), { recursive: true });
  }
  // Where something else is left, it still tells whose the folder is.
  const rest = readdirSync(home).filter((name) => name !== 'lock');
  if (rest.length === 1 && rest[0] === '.gitignore') rmSync(join(home, '.gitignore'));
}

/** Removes the home, and /var/lib/seedbed with its last project, unless something else is in it. */
export function removeHome(home: string): void {
  if (!removeIfEmpty(home)) return;
  if (dirname(home) === '/var/lib/seedbed') removeIfEmpty(dirname(home));
}

/** Below root's umask the folders would be closed to the account; these are ours to open. */
function openHome(home: string): void {
  openFolder(home);
  if (dirname(home) === '/var/lib/seedbed') openFolder(dirname(home));
}

/** Never through a link, which another user may put there at the last moment. */
function openFolder(path: string): void {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  const folder = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  fchmodSync(folder, 0o755);
  closeSync(folder);
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
