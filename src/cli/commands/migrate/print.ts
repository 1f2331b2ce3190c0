/** What ran or was reverted, or that there was nothing. */
export function printNames(names: readonly string[], verb: string, none: string): void {
  if (names.length === 0) console.log(none);
  else printList(`${verb} ${names.length} migration${names.length === 1 ? '' : 's'}:`, names);
}

export function printList(title: string, lines: readonly string[]): void {
  console.log([title, ...lines.map((line) => `  ${line}`)].join('\n'));
}
