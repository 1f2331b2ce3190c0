import { type Command, InvalidArgumentError } from 'commander';
import type { Keep } from '../staging/keep.ts';

export interface KeepOptions {
  readonly keep: readonly Keep[];
}

/**
 * Adds `--keep`.
 *
 * @param when for how long the rows stay
 */
export const withKeepOption = (command: Command, when: string): Command =>
  command.option(
    '--keep <table[:condition]>',
    `rows that stay ${when}: all of a table, or those for which a condition of SQL holds; may be given several times`,
    parseKeep,
    [],
  );

function parseKeep(text: string, previous: readonly Keep[]): readonly Keep[] {
  const at = text.indexOf(':');
  const table = (at < 0 ? text : text.slice(0, at)).replace(/^"(.*)"$/, '$1');
  if (table === '') throw new InvalidArgumentError('What stays begins with the name of its table.');
  const condition = at < 0 ? undefined : text.slice(at + 1);
  if (condition?.trim() === '')
    throw new InvalidArgumentError('Behind the colon stands a condition; without one, leave the colon out.');
  return [...previous, { table, condition }];
}
