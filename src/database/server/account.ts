import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SeedbedError } from '../../errors/error.ts';

/** The account that the server's processes run as, where it is not simply the caller's. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for PostgreSQL, which refuses to run as root: for root `postgres` where it exists, else
 * `nobody`; for anyone else `undefined`, which means themselves.
 *
 * @throws `no_unprivileged_account` where root finds neither.
 */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (account === undefined)
    throw new SeedbedError('no_unprivileged_account', {
      message:
        'PostgreSQL does not run as root, and this system has neither an account "postgres" nor "nobody".',
    });
  return account;
}

/** The account that owns `path`: data stays with the account that made it, also when root uses it later. */
export function ownerOf(path: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync(path);
  return uid === 0 ? unprivilegedAccount() : { uid, gid };
}

/** Whether `account` may enter the directory `path` and read what is in it, by the mode bits of it and each folder above. */
export function canEnter(path: string, account: Account): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const needed = folder === path ? 0o5 : 0o1;
    if ((permissions(folder, account) & needed) !== needed) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** The read (4), write (2) and execute (1) bits that hold for `account`; root's processes keep no further groups. */
function permissions(path: string, { uid, gid }: Account): number {
  const stat = statSync(path);
  if (stat.uid === uid) return (stat.mode >> 6) & 0o7;
  if (stat.gid === gid) return (stat.mode >> 3) & 0o7;
  return stat.mode & 0o7;
}

function lookUp(name: string): Account | undefined {
  try {
    return { uid: idOf('-u', name), gid: idOf('-g', name) };
  } catch {
    return undefined;
  }
}

function idOf(flag: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}
