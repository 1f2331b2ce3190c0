import type { Rule } from '../rules/rule.ts';
import { code, markdownTable, plain } from './markdown.ts';

/** Who keeps a rule, by how it is enforced. */
const keeper = { C: 'constraint', T: 'trigger', S: '`seedbed verify`' };

/** Rules as a Markdown table. */
export const rulesTable = (rules: readonly Rule[]): string =>
  markdownTable(
    ['rule', 'kept by', 'what it says'],
    rules.map(({ name, enforcement, sentence }) => [code(name), keeper[enforcement], plain(sentence)]),
  );

/** Rules as Markdown, a section a table. */
export const rulesMarkdown = (rules: readonly Rule[]): string =>
  [...Map.groupBy(rules, ({ table }) => table)]
    .map(([table, some]) => `### ${table}\n\n${rulesTable(some)}\n`)
    .join('\n');
