import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Who has started a process, by the numbers of the system. */
export interface Caller {
  /** Its process group: a job of a shell, a test run or a script, with all that these start. */
  readonly group: number;
  /** The nearest process above it that is in another group, such as the shell that began the job. */
  readonly above: number | undefined;
}

/** What the system knows of a process. */
interface Entry {
  readonly parent: number;
  readonly group: number;
}

/** Resolves to undefined where the system does not tell, as on Windows. */
export async function callerOf(pid: number): Promise<Caller | undefined> {
  const own = await entryOf(pid);
  if (!own) return undefined;
  for (let { parent } = own; parent > 0; ) {
    const entry = await entryOf(parent);
    if (!entry) break;
    if (entry.group !== own.group) return { group: own.group, above: parent };
    parent = entry.parent;
  }
  return { group: own.group, above: undefined };
}

/** Whether there is a process of that number; of a negative one, whether a process is left of that group. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One of another user's is there, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const entryOf = (pid: number): Promise<Entry | undefined> =>
  process.platform === 'linux' ? entryOfLinux(pid) : entryByPs(pid);

/** Images of containers often have no `ps`. */
async function entryOfLinux(pid: number): Promise<Entry | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The program's name comes first, in parentheses, and may have any characters.
  return parse(line.slice(line.lastIndexOf(')') + 1).replace(/^ \S/, ''));
}

/** Of any system that is like Unix. */
export async function entryByPs(pid: number): Promise<Entry | undefined> {
  const run = promisify(execFile);
  const { stdout } = await run('ps', ['-o', 'ppid=,pgid=', '-p', `${pid}`]).catch(() => ({ stdout: '' }));
  return parse(stdout);
}

function parse(text: string): Entry | undefined {
  const [, parent, group] = /^\s*(\d+)\s+(\d+)/.exec(text) ?? [];
  return parent && group ? { parent: Number(parent), group: Number(group) } : undefined;
}
