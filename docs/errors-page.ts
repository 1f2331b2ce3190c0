import type { CodeEntry } from '../src/errors/codes/entry.ts';
import { codes, errorCodes } from '../src/errors/codes.ts';

const exits = { usage: '2', environment: '3', either: '2 or 3' };

/** `docs/errors.md`: every code with its exit code, its cause and what to do. */
export function errorsPage(): string {
  const rows = errorCodes.map((code) => {
    const { kind, cause, hint }: CodeEntry = codes[code];
    return `| \`${code}\` | ${exits[kind]} | ${cell(cause)} | ${cell(hint)} |`;
  });
  return [
    '# Errors',
    '',
    'Made by `npm run docs` from `src/errors`. Every failure is a `SeedbedError` with a stable `code`, the values involved',
    'as its `details`, and two sentences: what is wrong, and a hint. Here is the hint of each code; where seedbed knows',
    'more about a case, its hint says more.',
    '',
    '```ts',
    "f.courseMember.build({ courseGroup: null, courseRole: '_student' });",
    '// throws rule_broken: courseMember breaks the rule course_member_student_valid',
    '```',
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

/** Within backticks a `<` stands for itself. */
const cell = (text: string): string =>
  text
    .replaceAll('|', '\\|')
    .split('`')
    .map((part, i) => (i % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`');
