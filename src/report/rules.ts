import type { Rule } from '../rules/rule.ts';
import { code, markdownTable, plain } from './markdown.ts';

/** Who keeps a rule, by what enforces it. */
const keeper = { constraint: 'constraint', trigger: 'trigger', verify: '`seedbed verify`' };

/** Rules as a Markdown table. */
export const rulesTable = (rules: readonly Rule[]): string =>
  markdownTable(
    ['rule', 'kept by', 'what it says'],
    rules.map(({ name, enforcedBy, description }) => [code(name), keeper[enforcedBy], plain(description)]),
  );

/** Rules as Markdown, a section a table. */
export const rulesMarkdown = (rules: readonly Rule[]): string =>
  [...Map.groupBy(rules, ({ table }) => table)]
    .map(([table, some]) => `### ${table}\n\n${rulesTable(some)}\n`)
    .join('\n');
