import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const flags = ['--conditions=seedbed-source', '--disable-warning=ExperimentalWarning', '--input-type=module'];

export interface ScriptOptions {
  readonly cwd: string;
  /** As another user; for root only. */
  readonly account?: { readonly uid: number; readonly gid: number };
}

/**
 * Runs statements in a Node process that leads a process group of its own, as one that a terminal started;
 * `$src` in them is the path of that folder.
 */
export function startScript(statements: string, { cwd, account }: ScriptOptions): ChildProcess {
  const source = statements.replaceAll('$src', fileURLToPath(new URL('../../src', import.meta.url)));
  const parameters = [...flags, '--eval', source];
  return spawn(process.execPath, parameters, {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    ...account,
  });
}
