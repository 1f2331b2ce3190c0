import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The shared memory of a running server on Linux: the file of its own kind, and the id of the older kind. */
export function memoryOf(data: string): readonly string[] {
  const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  const maps = readFileSync(`/proc/${lines[0]}/maps`, 'utf8');
  const [file = ''] = /\/dev\/shm\/PostgreSQL\.\d+/.exec(maps) ?? [];
  const [, id = ''] = (lines[6] ?? '').trim().split(/ +/);
  return [file, id];
}

/** Whether the system still has some shared memory, of either kind. */
export const isThere = (memory: string): boolean =>
  memory.startsWith('/')
    ? existsSync(memory)
    : readFileSync('/proc/sysvipc/shm', 'utf8')
        .split('\n')
        .some((line) => line.trim().split(/ +/)[1] === memory);
