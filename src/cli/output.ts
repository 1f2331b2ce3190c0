import { format } from 'node:util';
import type { Command } from 'commander';
import { visible } from './printable.ts';

/**
 * Has everything that the console and the help print pass one place, which shows controls instead of sending them:
 * names and texts of a database or a file cannot move the cursor, hide, or turn lines around. What is for another
 * program, such as a script, is written to the stream itself.
 */
export function showControls(program: Command): void {
  const print =
    (stream: NodeJS.WriteStream) =>
    (...words: readonly unknown[]): void => {
      stream.write(visible(`${format(...words)}\n`));
    };
  console.log = print(process.stdout);
  console.error = print(process.stderr);
  // What is said beside the result, such as which database it is about.
  console.info = console.error;
  console.warn = console.error;
  program.configureOutput({
    writeOut: (text) => process.stdout.write(visible(text)),
    writeErr: (text) => {
      if (!isJson()) process.stderr.write(visible(text));
    },
  });
}

/** Sends what is printed as it is, for a program that reads it. */
export function sendAsIs(): void {
  console.log = (text: string) => {
    process.stdout.write(`${text}\n`);
  };
}

let isSilent = false;

/** Whether `--quiet` was given. */
export const isQuiet = (): boolean => isSilent;

/** Prints nothing but failures, and results only where they were asked for. */
export function silence({ results }: { readonly results: boolean }): void {
  isSilent = true;
  console.info = () => {};
  if (results) console.log = () => {};
}

/** Whether a document was asked for; also of a command line that cannot be parsed. */
export const isJson = (): boolean => process.argv.includes('--json');

/** Prints a command's one JSON document. */
export const printDocument = (document: unknown): void => {
  process.stdout.write(`${visible(JSON.stringify(document, null, 2))}\n`);
};
