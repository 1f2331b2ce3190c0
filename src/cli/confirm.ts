import { createInterface } from 'node:readline/promises';
import { SeedbedError } from '../errors/error.ts';
import { escaped } from '../errors/escaped.ts';

/** Whether there is a terminal on which a question is seen and answered. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/**
 * Asks on a terminal, and resolves to whether the answer is yes. Ctrl-C ends the process, as anywhere else.
 *
 * @example if (await isConfirmed('Remove all its data?')) …
 */
export async function isConfirmed(question: string): Promise<boolean> {
  // Lines as the terminal gives them: readline's own editing would take Ctrl-C for itself.
  const terminal = createInterface({ input: process.stdin, terminal: false });
  process.stderr.write(`${escaped(question)} [y/N] `);
  const { value: answer } = await terminal[Symbol.asyncIterator]().next();
  terminal.close();
  // After the end of the input, as by Ctrl-D, the line is still open.
  if (answer === undefined) process.stderr.write('\n');
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

/**
 * Asks on a terminal before data goes that cannot be had back.
 *
 * @throws `not_confirmed_by_user` where the answer is not yes, or there is no terminal to ask on
 * @example await requireConfirmed('Remove all its data?');
 */
export async function requireConfirmed(question: string): Promise<void> {
  if (!canAsk())
    throw new SeedbedError('not_confirmed_by_user', {
      message: `There is no terminal to ask: ${question.replace(/\?$/, '')} needs a yes.`,
    });
  if (!(await isConfirmed(question)))
    throw new SeedbedError('not_confirmed_by_user', {
      message: 'Nothing was done.',
      hint: 'Answer y to go on.',
    });
}
