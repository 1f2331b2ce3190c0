import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Something that an entry of the package exports. */
export interface Exported {
  readonly name: string;
  /** Its docstring, without the comment's marks; empty where it has none. */
  readonly doc: string;
  /** Its declaration, without the docstring. */
  readonly code: string;
}

/**
 * What a declaration file exports, in its order: what it names from other files of the package, and what it declares.
 *
 * @example exportsOf('site/declarations/src/health.d.ts').map(({ name }) => name) // ['Limits', 'State', …]
 */
export function exportsOf(file: string): Exported[] {
  const text = readFileSync(file, 'utf8');
  const named = [...text.matchAll(/^export (?:type )?\{([^}]*)\}(?: from '(\.[^']*)\.ts')?;/gm)].flatMap(
    ([, names = '', from]) =>
      names
        .split(',')
        .map((name) => name.trim().replace(/^type /, ''))
        .filter(Boolean)
        .flatMap((name) => declared(from === undefined ? file : join(dirname(file), `${from}.d.ts`), name)),
  );
  const own = [...text.matchAll(/^export (?:declare )?(?:const|function|class|interface|type) (\w+)/gm)];
  return [...named, ...own.flatMap(([, name = '']) => declared(file, name))];
}

/** The declaration of a name, or none where the file has it from elsewhere, such as from a library. */
function declared(file: string, name: string): Exported[] {
  const text = readFileSync(file, 'utf8');
  const start = new RegExp(
    String.raw`^export (?:declare )?(?:abstract )?(?:const|function|class|interface|type) ${name}\b`,
    'm',
  ).exec(text)?.index;
  if (start === undefined) return [];
  const comment = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(text.slice(0, start))?.[0] ?? '';
  const doc = comment
    .trim()
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .trim();
  return [{ name, doc, code: text.slice(start, endOf(text, start)).replaceAll('    ', '  ') }];
}

/** Where a declaration ends: behind the first semicolon, or closing brace of a body, that is in no bracket or comment. */
function endOf(text: string, start: number): number {
  const parts = /\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|=>|[([{<]|[)\]}>]|;/g;
  parts.lastIndex = start;
  const hasBody = /^export (declare )?(abstract )?(class|interface)/.test(text.slice(start));
  let depth = 0;
  for (let part = parts.exec(text); part; part = parts.exec(text)) {
    const [found] = part;
    if (/^[([{<]$/.test(found)) depth++;
    else if (/^[)\]}>]$/.test(found)) depth--;
    if (depth === 0 && (found === ';' || (hasBody && found === '}'))) return parts.lastIndex;
  }
  return text.length;
}
