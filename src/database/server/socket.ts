import {
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Account, canEnter } from './account.ts';

/** A directory for the socket that its owner alone enters, with a path short enough for a socket (under 100 bytes). */
export function makeSocketDirectory(identity: string, account: Account | undefined): string {
  const usual = usualSocketDirectory(identity, account);
  const directory = isOwned(usual, account) ? usual : makeDirectory(usual);
  clearSockets(directory);
  if (account !== undefined) chownSync(directory, account.uid, account.gid);
  return directory;
}

/** Where the directory is, unless another user has taken the name. */
export function usualSocketDirectory(identity: string, account: Account | undefined): string {
  const folder = realpathSync(tmpdir());
  return join(usableForSockets(folder, account) ? folder : '/tmp', identity);
}

/** Removes a directory made by `makeSocketDirectory`, with what a killed server left in it; any other one stays. */
export function removeSocketDirectory(directory: string, account: Account | undefined): void {
  if (!basename(directory).startsWith('seedbed-') || !isOwned(directory, account)) return;
  clearSockets(directory);
  rmdirSync(directory);
}

/** PostgreSQL refuses a socket whose lock file names any living process, as it does for its pid file. */
function clearSockets(directory: string): void {
  const leftovers = readdirSync(directory).filter((name) => name.startsWith('.s.PGSQL.'));
  for (const name of leftovers) rmSync(join(directory, name), { force: true });
}

function makeDirectory(path: string): string {
  try {
    mkdirSync(path, { mode: 0o700 });
    return path;
  } catch {
    // Someone else has taken the name in a folder that is open to all.
    return mkdtempSync(`${path}-`);
  }
}

function isOwned(path: string, account: Account | undefined): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === (account?.uid ?? process.getuid?.());
}

/** `unix_socket_directories` is a list with quoting rules of its own, so only plain paths. */
function usableForSockets(folder: string, account: Account | undefined): boolean {
  const plain = /^[\w./-]{1,50}$/.test(folder);
  return plain && (account === undefined || canEnter(folder, account));
}
