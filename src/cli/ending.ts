import { configInvalid } from '../config/invalid.ts';
import { outputFailed } from '../transfer/output-failed.ts';
import { exitCodeOf, tell } from './exit-code.ts';
import { failureCode } from './failure.ts';
import { isJson } from './output.ts';
import { configOfProject } from './project.ts';

let isEnding = false;

/** Whatever ends the process, it says why, and with the right exit code. */
export function watchEnding(): void {
  // A terminal signals the whole group and the shim passes it on: the second one must find a listener too.
  process.on('SIGINT', () => leave(130));
  process.on('SIGTERM', () => leave(143));
  process.on('uncaughtException', fail);
  process.on('beforeExit', () => fail(endedWithoutResult('waits for something that never comes')));
  process.on('exit', () => {
    if (!isEnding) process.exitCode = failureCode(endedWithoutResult('has called process.exit'));
  });
  process.stdout.on('error', tellBrokenOutput);
  process.stderr.on('error', () => {}); // nowhere is left to tell it
}

function fail(thrown: unknown): void {
  const code = failureCode(thrown);
  // A document is on its way, and may not arrive.
  if (isJson()) void finish(code);
  else end(code);
}

/** Ends the process when everything has been printed: what does not fit into a pipe at once would be lost with it. */
export async function finish(code: number): Promise<never> {
  const error = await new Promise((resolve) => process.stdout.write('', resolve));
  if (error instanceof Error) tellBrokenOutput(error);
  end(code);
}

function end(code: number): never {
  isEnding = true;
  process.exit(code);
}

/** The server rolls back what the closed connection had begun. */
function leave(code: number): never {
  console.error('Interrupted.');
  end(code);
}

/** `seedbed … | head` ends before us: what was asked for is still done, in silence. */
export function tellBrokenOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  const failed = outputFailed('standard output', error.code ?? 'EIO', error);
  // A document of the failure would go where nothing can be written.
  tell(failed);
  end(exitCodeOf(failed));
}

/** Only code of the project's own can be why; without any, it is a bug of ours. */
function endedWithoutResult(how: string): Error {
  const config = configOfProject();
  if (!config) return new Error(`seedbed ${how}`);
  return configInvalid(
    config.name,
    `${how}, or something that it imports does.`,
    'Change it there: its code makes domains and scenarios, and returns.',
  );
}
