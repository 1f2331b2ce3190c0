import type { Command } from 'commander';
import { visible } from './escape.ts';
import { invocation } from './invocation.ts';

// Everything that is printed passes here, where controls are shown instead of sent: names and texts of a database or a
// file cannot move the cursor, hide, or turn lines around.

/** Prints a result, which is what the command was asked for. */
export function print(text = ''): void {
  const { host, silent } = invocation();
  if (!silent.results) host.stdout.write(visible(`${text}\n`));
}

/** Prints what is said beside the result, such as which database it is about. */
export function printNote(text: string): void {
  if (!invocation().silent.notes) printError(text);
}

/** Prints what went wrong. */
export function printError(text: string): void {
  invocation().host.stderr.write(visible(`${text}\n`));
}

/** Prints what is for another program, such as a script, as it is. */
export function printAsIs(text: string): void {
  invocation().host.stdout.write(text);
}

/** Prints a command's one JSON document. */
export const printDocument = (document: unknown): void =>
  printAsIs(`${visible(JSON.stringify(document, null, 2))}\n`);

/** The width of the terminal; what is given where there is none. */
export const columnsOr = (otherwise: number): number => invocation().host.stdout.columns || otherwise;

/** Has help and commander's own errors printed here too. */
export function printHelpBy(program: Command): void {
  program.configureOutput({
    writeOut: (text) => invocation().host.stdout.write(visible(text)),
    writeErr: (text) => {
      if (!isJson()) invocation().host.stderr.write(visible(text));
    },
  });
}

/** Whether a document was asked for; also of a command line that cannot be parsed. */
export const isJson = (): boolean => invocation().parameters.includes('--json');

/** The exit code of a command that has done its work. */
export function exitWith(code: number): void {
  invocation().exitCode = code;
}
