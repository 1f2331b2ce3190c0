import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever its kernel's clock. */
const TICKS_A_SECOND = 100;

/**
 * The CPU that a PostgreSQL server has spent so far, in all its processes, in seconds.
 *
 * @param postmaster its first process: it has the others as children, and the sums of those that have ended
 * @throws Error on systems without `/proc`
 */
export function serverCpu(postmaster: number): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const { parent, own, ended } = statOf(pid);
    if (Number(pid) === postmaster) ticks += own + ended;
    else if (parent === postmaster) ticks += own;
  }
  return ticks / TICKS_A_SECOND;
}

function statOf(pid: string): { parent: number; own: number; ended: number } {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It has ended since the folder was read.
    return { parent: 0, own: 0, ended: 0 };
  }
  // The name before it may hold anything, also spaces and brackets.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (i: number): number => fields[i] ?? Number.NaN;
  return { parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) };
}
