import type { Block } from './blocks.ts';

/** What `prelude.ts` offers to every block that names it. */
const offered = ['orm', 'em', 'client', 'f'];

/**
 * The module that a block stands for. A comment behind a statement, or on the line after it, says what comes
 * of it, and is checked when the module runs:
 *
 * - `// → value`: the expression, or the constant that the statement declares, equals the value;
 * - `// throws code`, `// throws code: message`: the statement throws such an error.
 *
 * The names in `offered` need not be imported; a block that declares one uses its own.
 */
export function moduleOf({ place, lines }: Block, prelude: string): string {
  const code = statementsOf(lines).map((statement) => checked(statement, place));
  const text = lines.join('\n');
  const used = offered.filter((name) => uses(text, name) && !declares(text, name));
  const names = ['claim', 'refused', ...used].join(', ');
  // Behind the block, so that the compiler's line numbers count from its first line.
  return `${code.join('\n')}\nimport { ${names} } from ${JSON.stringify(prelude)};\nvoid claim, refused;\n`;
}

const uses = (text: string, name: string) => new RegExp(`(?<![.\\w'])${name}\\b(?!:)`).test(text);
const declares = (text: string, name: string) => new RegExp(`const ${name} =`).test(text);

/** Statements begin at the margin, and go on where a line is indented, empty or closes something. */
function statementsOf(lines: readonly string[]): string[][] {
  const statements: string[][] = [];
  for (const line of lines) {
    const goesOn = /^\s|^$|^[\])}]|^\/\/ (→|throws)/.test(line);
    if (goesOn && statements.length > 0) statements.at(-1)?.push(line);
    else statements.push([line]);
  }
  return statements;
}

function checked(statement: readonly string[], place: string): string {
  const text = statement.join('\n');
  const [, code, kind, said] = text.match(/^(.*?)\s*\/\/ (→|throws) (.*?)\s*$/s) ?? [];
  if (code === undefined || said === undefined) {
    if (/→|\/\/ throws/.test(text)) throw new Error(`${place}: no statement that the claim belongs to`);
    return text;
  }
  const where = JSON.stringify(place);
  const lines = '\n'.repeat(text.split('\n').length - code.split('\n').length);
  if (kind === 'throws')
    return `await refused(${where}, async () => { ${code} }, ${JSON.stringify(said)});${lines}`;
  const declared = code.match(/^const (\w+) =/)?.[1];
  if (declared) return `${code} claim(${where}, ${declared}, ${said});${lines}`;
  return `claim(${where}, (${code.replace(/;$/, '')}), ${said});${lines}`;
}
