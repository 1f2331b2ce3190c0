import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const checkout = new URL('../../', import.meta.url);

/** A fenced block of a document. */
export interface Block {
  /** Where it begins, such as `docs/factories.md:12`. */
  readonly place: string;
  /** What stands behind the opening fence, such as `ts`. */
  readonly language: string;
  readonly lines: readonly string[];
}

/** The documents for users: the README and everything right below docs/. */
export const documents: readonly string[] = [
  'README.md',
  ...readdirSync(new URL('docs/', checkout))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The blocks of a document in one of these languages. */
export function blocksOf(document: string, ...languages: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open: { place: string; language: string; lines: string[] } | undefined;
  const text = readFileSync(fileURLToPath(new URL(document, checkout)), 'utf8');
  for (const [index, line] of text.split('\n').entries()) {
    if (open === undefined) {
      const language = line.match(/^```(\w+)$/)?.[1];
      if (language) open = { place: `${document}:${index + 1}`, language, lines: [] };
    } else if (line === '```') {
      blocks.push(open);
      open = undefined;
    } else open.lines.push(line);
  }
  return blocks.filter(({ language }) => languages.includes(language));
}
