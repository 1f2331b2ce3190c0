import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** What a script prints first; rejects where it ends without a word. */
export async function firstLineOf(script: ChildProcess): Promise<string> {
  const { stdout } = script;
  if (!stdout) throw new Error('it prints nowhere');
  const waiting = new AbortController();
  script.once('exit', () => waiting.abort(new Error('it has ended without a word')));
  const [line]: Buffer[] = await once(stdout, 'data', { signal: waiting.signal });
  return String(line).trim();
}
