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
  console.info = console.log;
  console.error = print(process.stderr);
  console.warn = console.error;
  program.configureOutput({
    writeOut: (text) => process.stdout.write(visible(text)),
    writeErr: (text) => process.stderr.write(visible(text)),
  });
}
