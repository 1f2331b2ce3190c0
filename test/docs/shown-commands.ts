import { blocksOf, documents } from './blocks.ts';

/** A command in a document, and what is shown below it. */
interface Shown {
  readonly place: string;
  /** As it is typed, without the comment behind it. */
  readonly command: string;
  /** The lines below it. */
  readonly output: readonly string[];
}

/** All of the documents for users. */
export const shown = documents.flatMap((document) => blocksOf(document, 'console').flatMap(commandsOf));
/** Each once. */
export const commands = [...new Set(shown.flatMap(({ command }) => alternativesOf(command)))];

/** The commands of a block, with what is shown below each; `…` stands for anything. */
function commandsOf({
  place,
  lines,
}: {
  readonly place: string;
  readonly lines: readonly string[];
}): Shown[] {
  const found: { place: string; command: string; output: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith('$ ')) {
      found.push({ place, command: line.slice(2).replace(/\s+#.*$/, ''), output: [] });
    } else if (line.trim() !== '' && line.trim() !== '…') found.at(-1)?.output.push(line);
  }
  return found;
}

/** `db start | stop` stands for two commands. */
function alternativesOf(command: string): string[] {
  const [first = '', ...others] = command.split(' | ');
  return [first, ...others.map((last) => first.replace(/\S+$/, last))];
}
