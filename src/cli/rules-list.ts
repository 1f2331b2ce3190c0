import { counted } from '../errors/format.ts';
import type { Rule } from '../rules/rule.ts';
import { wrap } from './wrap.ts';

/** Rules by table, for a terminal of that many columns. */
export function renderRules(rules: readonly Rule[], columns: number): string {
  const tables = [...Map.groupBy(rules, ({ table }) => table)];
  return [
    ...tables.map(([table, some]) => `${table}\n${renderTableRules(some, columns)}`),
    `${counted(rules.length, 'rule')} of ${counted(tables.length, 'table')}. C: a constraint, T: a trigger, S: only \`seedbed verify\`.`,
  ].join('\n\n');
}

/** The fewest columns in which a sentence is readable. */
const NARROWEST = 30;

/** The sentences beside the names, broken there into lines; below them where the names leave too little room. */
function renderTableRules(rules: readonly Rule[], columns: number): string {
  const names = Math.max(...rules.map(({ name }) => name.length));
  const margin = '  C  '.length + names + '  '.length;
  const isBeside = columns - margin >= NARROWEST;
  return rules
    .map(({ name, enforcement, sentence }) => {
      if (!isBeside) return `  ${enforcement}  ${name}\n${wrap(sentence, columns, '       ')}`;
      const lines = wrap(sentence, columns, ' '.repeat(margin));
      return `  ${enforcement}  ${name.padEnd(names)}${lines.slice(margin - 2)}`;
    })
    .join('\n');
}
