import { counted } from '../../../errors/format.ts';
import { printable } from '../../escape.ts';
import { print } from '../../output.ts';

/** What ran or was reverted, or that there was nothing. */
export function printNames(names: readonly string[], verb: string, none: string): void {
  if (names.length === 0) print(none);
  else printList(`${verb} ${counted(names.length, 'migration')}:`, names);
}

export function printList(title: string, lines: readonly string[]): void {
  print([title, ...lines.map((line) => `  ${line}`)].join('\n'));
}

/** The tables that went with their rows, where any did. */
export function printLost(lost: Readonly<Record<string, number>>): void {
  const tables = Object.entries(lost).map(([table, rows]) => `${printable(table)} (${counted(rows, 'row')})`);
  if (tables.length > 0) print(`With their rows went: ${tables.join(', ')}.`);
}
