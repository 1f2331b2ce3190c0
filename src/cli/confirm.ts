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
 * @param otherwise what an empty line means
 * @example if (await isConfirmed('Remove all its data?')) …
 */
export async function isConfirmed(question: string, otherwise = false): Promise<boolean> {
  const answer = await lineAfter(`${escaped(question)} ${otherwise ? '[Y/n]' : '[y/N]'} `);
  return answer === '' ? otherwise : /^y(es)?$/i.test(answer ?? '');
}

/**
 * Asks on a terminal for a text. An empty line means the default.
 *
 * @example await answerTo('What is the domain called?', 'shop')
 */
export const answerTo = async (question: string, otherwise: string): Promise<string> =>
  (await lineAfter(`${escaped(question)} [${escaped(otherwise)}] `)) || otherwise;

/** The next line without spaces around it; undefined at the end of the input, as by Ctrl-D. */
async function lineAfter(question: string): Promise<string | undefined> {
  // Lines as the terminal gives them: readline's own editing would take Ctrl-C for itself.
  const { stdin, stderr } = invocation().host;
  const terminal = createInterface({ input: stdin, terminal: false });
  stderr.write(question);
  const { value: answer } = await terminal[Symbol.asyncIterator]().next();
  terminal.close();
  // The line of the question is still open.
  if (answer === undefined) stderr.write('\n');
  return answer?.trim();
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
