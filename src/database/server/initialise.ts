import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { parts, superuser } from './layout.ts';
import { failureFrom } from './log.ts';
import { freePort } from './port.ts';
import { run } from './process.ts';

/**
 * Makes the data directory with its password and port, all under a temporary name first: a `folder` that
 * has its final name is complete.
 *
 * @throws `server_failed` or `disk_full` with what initdb said; the temporary folder is removed.
 */
export async function initialise(folder: string, bin: string, account: Account | undefined): Promise<void> {
  const half = `${folder}.${randomBytes(4).toString('hex')}.wip`; // an orphaned initdb may still write to the last one
  try {
    await fill(half, bin, account);
    renameSync(half, folder);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
}

async function fill(folder: string, bin: string, account: Account | undefined): Promise<void> {
  const { data, password, port } = parts(folder);
  makeFolder(folder, account === undefined ? 0o700 : 0o755);
  makeFolder(data, 0o700);
  writeFileSync(password, randomBytes(18).toString('base64url'), { mode: 0o600 });
  writeFileSync(port, String(await freePort()));
  if (account !== undefined) for (const path of [data, password]) chownSync(path, account.uid, account.gid);

  const parameters = ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync', '--auth=scram-sha-256'];
  const { code, output } = await run(
    join(bin, 'initdb'),
    [...parameters, '-U', superuser, `--pwfile=${password}`, '-D', data],
    { account, cwd: folder },
  );
  if (code !== 0) throw failureFrom('initdb could not make the data directory', output);
}

/** The umask must not decide. */
function makeFolder(path: string, mode: number): void {
  mkdirSync(path);
  chmodSync(path, mode);
}
