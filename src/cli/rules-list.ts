import { counted } from '../errors/format.ts';
import type { Rule } from '../rules/rule.ts';
import { wrap } from './wrap.ts';

/** Rules by table, for a terminal of that many columns. */
export function renderRules(rules: readonly Rule[], columns: number): string {
  const tables = [...Map.groupBy(rules, ({ table }) => table)];
  return [
    ...tables.map(([table, some]) => `${table}\n${renderTableRules(some, columns)}`),
    `${counted(rules.length, 'rule')} of ${counted(tables.length, 'table')}. verify: only \`seedbed verify\` finds what breaks it.`,
  ].join('\n\n');
}

/** The fewest columns in which a description is readable. */
const NARROWEST = 30;

const LONGEST_KEEPER = 'constraint'.length;

/** The descriptions beside the names, broken there into lines; below them where the names leave too little room. */
function renderTableRules(rules: readonly Rule[], columns: number): string {
  const names = Math.max(...rules.map(({ name }) => name.length));
  const margin = LONGEST_KEEPER + names + 3 * '  '.length;
  const isBeside = columns - margin >= NARROWEST;
  return rules
    .map(({ name, enforcedBy, description }) => {
      if (!isBeside) return `  ${enforcedBy}  ${name}\n${wrap(description, columns, '    ')}`;
      const lines = wrap(description, columns, ' '.repeat(margin));
      return `  ${enforcedBy.padEnd(LONGEST_KEEPER)}  ${name.padEnd(names)}${lines.slice(margin - 2)}`;
    })
    .join('\n');
}
