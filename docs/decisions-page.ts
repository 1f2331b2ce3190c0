/**
 * `docs/decisions/README.md`: every decision with its number and title.
 *
 * @param decisions the text of each, by file name
 */
export function decisionsPage(decisions: Readonly<Record<string, string>>): string {
  const lines = Object.entries(decisions).map(([name, text]) => {
    const [, number, title] = /^# (\d+)\. (.*)$/m.exec(text) ?? [];
    return `| ${number} | [${title}](${name}) |`;
  });
  return [
    '# Decisions',
    '',
    'Why things are as they are, each with its context, its alternatives and its consequences. Made by `npm run docs`.',
    '',
    '| number | decision |',
    '| --- | --- |',
    ...lines,
    '',
  ].join('\n');
}
