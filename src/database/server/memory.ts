import { join } from 'node:path';
import { ownerOf } from './account.ts';
import { usableBinaries } from './binaries.ts';
import { parts } from './layout.ts';
import { readPidFile } from './pid-file.ts';
import { run } from './process.ts';

/**
 * Removes the shared memory that a killed server has left, which would outlive its data: PostgreSQL does so itself where
 * it comes to them, also only to check them. A server that was stopped leaves none, and no pid file.
 *
 * @throws where the program cannot be run
 */
export async function releaseMemory(home: string, folder: string, bin: string): Promise<void> {
  const { data } = parts(folder);
  if (readPidFile(data) === undefined) return;
  const account = ownerOf(data);
  const postgres = join(usableBinaries(bin, home, account), 'postgres');
  await run(postgres, ['--check', '-D', data], { account, cwd: folder });
}
