import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** What was measured at once, a line of the history. */
export interface Entry {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  /** By benchmark. */
  readonly ratios: Readonly<Record<string, number>>;
}

/** The last ratio of each benchmark on this machine. */
export function lastRatios(history: URL): Record<string, number> {
  if (!existsSync(history)) return {};
  const lines = readFileSync(history, 'utf8').trimEnd().split('\n');
  return Object.assign({}, ...lines.map((line) => (JSON.parse(line) as Entry).ratios));
}

/** Adds a line. */
export const remember = (history: URL, entry: Entry): void =>
  appendFileSync(history, `${JSON.stringify(entry)}\n`);
