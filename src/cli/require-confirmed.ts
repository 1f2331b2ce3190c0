import { createInterface } from 'node:readline/promises';
import { NotConfirmedByUserError } from '../errors/not-confirmed-by-user.ts';

/**
 * Asks on a terminal before data goes that cannot be had back.
 *
 * @throws NotConfirmedByUserError where the answer is not yes, or there is no terminal to ask on
 * @example await requireConfirmed('Remove all its data?');
 */
export async function requireConfirmed(question: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new NotConfirmedByUserError(question, 'no terminal');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new NotConfirmedByUserError(question, 'no');
  } finally {
    terminal.close();
  }
}
