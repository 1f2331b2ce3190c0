import { configInvalid } from '../config/invalid.ts';
import { placeOf } from '../config/place.ts';
import { SeedbedError } from '../errors/error.ts';
import { wordsOf } from '../errors/thrown.ts';
import { outputFailed } from '../transfer/output-failed.ts';
import { exitCodeOf, isCommanders, named, report, tell } from './exit.ts';
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
    if (!isEnding) process.exitCode = reported(endedWithoutResult('has called process.exit'));
  });
  process.stdout.on('error', tellBrokenOutput);
  process.stderr.on('error', () => {}); // nowhere is left to tell it
}

/** Where a command has set `process.exitCode`, an error that comes after it still counts more. */
export function fail(thrown: unknown): void {
  const code = reported(thrown);
  if (!isJson()) end(code);
  // The document is on its way, and may not arrive.
  process.exitCode = code;
  void finish();
}

/** Ends the process when everything has been printed: what does not fit into a pipe at once would be lost with it. */
export async function finish(): Promise<never> {
  const error = await new Promise((resolve) => process.stdout.write('', resolve));
  if (error instanceof Error) tellBrokenOutput(error);
  end();
}

function end(code = process.exitCode): never {
  isEnding = true;
  process.exit(code);
}

/** The exit code of what has been told. */
function reported(thrown: unknown): number {
  const error = ofProject(named(thrown));
  report(error);
  return exitCodeOf(error);
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

/** What code of the project's own has thrown where nobody expects it, such as a check of a scenario's parameter. */
function ofProject(error: unknown): unknown {
  if (error instanceof SeedbedError || isCommanders(error)) return error;
  const config = configOfProject();
  if (!config) return error;
  const place = placeOf(error, config);
  return place === config.name
    ? error
    : configInvalid(place, `fails: ${wordsOf(error)}`, 'The error is in code of the project: mend it there.');
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
