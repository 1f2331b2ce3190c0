import { createInterface } from 'node:readline/promises';
import { SeedbedError } from '../errors/error.ts';
import { escaped } from '../errors/escaped.ts';
import { invocation } from './invocation.ts';

/** Whether there is a terminal on which a question is seen and answered. */
export const canAsk = (): boolean =>
  invocation().host.stdin.isTTY === true && invocation().host.stderr.isTTY === true;

/**
 * Asks on a terminal, and resolves to whether the answer is yes. Ctrl-C ends the process, as anywhere else.
 *
 * @example if (await isConfirmed('Remove all its data?')) …
 */
export async function isConfirmed(question: string): Promise<boolean> {
  // Lines as the terminal gives them: readline's own editing would take Ctrl-C for itself.
  const { stdin, stderr } = invocation().host;
  const terminal = createInterface({ input: stdin, terminal: false });
  stderr.write(`${escaped(question)} [y/N] `);
  const { value: answer } = await terminal[Symbol.asyncIterator]().next();
  terminal.close();
  // After the end of the input, as by Ctrl-D, the line is still open.
  if (answer === undefined) stderr.write('\n');
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
