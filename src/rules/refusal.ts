import { endedBy } from '../database/ended-by.ts';
import { refusedBy } from '../load/refusal.ts';
import type { Rule } from './rule.ts';
import { type RefusedRule, verifyRefused } from './verify-refused.ts';

/** What was asked when PostgreSQL refused. */
interface Asked {
  /** Whose rows were looked at. */
  readonly table: string;
  /** The rules that were looked for. */
  readonly rules: readonly Rule[];
  /** The statement, made of the SQL of the rules. */
  readonly sql: string;
  /** Whether a project has written a rule. */
  readonly isOwn: (rule: Rule) => boolean;
}

/** What PostgreSQL answered, as an error that a user can act on; anything else is returned as it is. */
export function explainRefusal(error: unknown, asked?: Asked): unknown {
  const ended = endedBy(error);
  if (ended) return ended;
  const refused = refusedBy(error);
  if (!refused) return error;
  const { code: sqlState, message, position } = refused;
  const rule =
    asked && (position === undefined ? onlyRule(asked, sqlState) : ruleAt(asked, Number(position)));
  return verifyRefused(sqlState, message, asked?.table, rule, error);
}

/** Where it was asked alone, its values are what PostgreSQL cannot deal with. */
const onlyRule = ({ rules: [rule, ...others], isOwn }: Asked, sqlState: string): RefusedRule | undefined =>
  rule && others.length === 0 && sqlState.startsWith('2')
    ? { name: rule.name, sql: rule.violations.broken, isOwn: isOwn(rule) }
    : undefined;

/** The rule that has brought what is at a place of the statement; the longest, where one's SQL is part of another's. */
function ruleAt({ rules, sql, isOwn }: Asked, position: number): RefusedRule | undefined {
  // PostgreSQL counts characters, a string of JavaScript halves of pairs.
  const at = [...sql].slice(0, position - 1).join('').length;
  const parts = rules.flatMap((rule) => {
    const { from = [], joins = [], broken, right } = rule.violations;
    return [from, joins, broken, right]
      .flat()
      .map((part) => ({ rule, part, start: sql.lastIndexOf(part, at) }));
  });
  const [found] = parts
    .filter(({ part, start }) => start >= 0 && at < start + part.length)
    .sort((a, b) => b.part.length - a.part.length);
  if (!found) return undefined;
  const { rule, part, start } = found;
  return { name: rule.name, sql: part, position: [...sql.slice(start, at)].length + 1, isOwn: isOwn(rule) };
}
