import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../src/errors/', import.meta.url);

/** A class of failures, as its file says. */
interface Failure {
  readonly code: string;
  readonly exit: '2' | '3' | '2 or 3';
  readonly cause: string;
  readonly hints: readonly string[];
}

/** `docs/errors.md`: every code with its exit code, its cause and what to do, from the sources. */
export function errorsPage(): string {
  const rows = failures().map(
    ({ code, exit, cause, hints }) => `| \`${code}\` | ${exit} | ${cause} | ${hints.join('<br>')} |`,
  );
  return [
    '# Errors',
    '',
    'Made by `npm run docs` from `src/errors`. Every failure is a `SeedbedError` with a stable `code`, the values',
    'involved as fields, and two sentences: what is wrong, and a hint for this very case. `…` stands for a value.',
    '',
    '```ts',
    "f.courseMember.build({ courseGroup: null, courseRole: '_student' });",
    '// throws RuleBrokenError: courseMember breaks the rule course_member_student_valid',
    '```',
    '',
    'Its `code` is `rule_broken`.',
    '',
    'The exit code is that of the command line: 2 for a wrong call, 3 for something around it, 2 or 3 where that depends',
    'on the case.',
    '',
    '| code | exit | cause | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** By code. */
function failures(): Failure[] {
  const sources = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
  );
  const all = [...sources.values()].flatMap((source) => {
    const code = /readonly code(?:: \w+)? = '(\w+)'/.exec(source)?.[1];
    if (code === undefined) return [];
    return { code, exit: exitOf(source), cause: docOf(source), hints: hintsOf(source) };
  });
  return all.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Where the class does not say whose turn it is, each error does. */
function exitOf(source: string): Failure['exit'] {
  if (/readonly blame: Blame;/.test(source)) return '2 or 3';
  return /readonly blame(?:: Blame)? = 'usage'/.test(source) ? '2' : '3';
}

/** The doc comment of the class, in one line. */
function docOf(source: string): string {
  const before = source.slice(0, source.indexOf('export class '));
  const comment = before.slice(before.lastIndexOf('/**'));
  const text = comment.replace(/^\/\*\*|\*\/\s*$/g, '').replace(/^\s*\* ?/gm, ' ');
  return cell(text.split(/ @\w/)[0] ?? '');
}

/** The sentences behind the first argument of `super`. */
function hintsOf(source: string): readonly string[] {
  const from = source.indexOf('super(');
  if (from < 0) return ['depends on the case'];
  const [, ...later] = argumentsOf(source.slice(from + 'super('.length));
  const sentences = later.flatMap((one) => [...one.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)]);
  const texts = sentences
    .map(([, plain, template]) =>
      cell((plain ?? template ?? '').replace(/\$\{[^}]*\}/g, '…').replaceAll("\\'", "'")),
    )
    .filter((text) => /^\S+( \S+){2}/.test(text));
  return texts.length > 0 ? texts : ['depends on the case'];
}

/** The arguments of a call, whose opening parenthesis is before `text`. */
function argumentsOf(text: string): string[] {
  const found = [''];
  let depth = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quote) {
      if (char === quote && text[i - 1] !== '\\') quote = '';
    } else if ('\'`"'.includes(char)) quote = char;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) {
      if (depth === 0) break;
      depth--;
    } else if (char === ',' && depth === 0) {
      found.push('');
      continue;
    }
    found[found.length - 1] += char;
  }
  return found;
}

const cell = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;').trim();
