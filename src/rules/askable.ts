import type pg from 'pg';
import type { Absence } from '../database/absences.ts';
import { isDatabaseError } from '../database/database-error.ts';
import { violationsQuery } from './pass.ts';
import type { Rule } from './rule.ts';

/** A rule that nobody can ask of a database, since what it is about is not there as declared. */
export interface LeftOutRule {
  readonly rule: Rule;
  /** What is not there, as sentences. */
  readonly reasons: readonly string[];
}

/**
 * Tells rules that a database can be asked from those that name what it does not have. Must run in a transaction.
 * A rule that PostgreSQL does not understand though all that it names is there counts as askable: it will say why.
 *
 * @param read the rule as it reads this database
 */
export async function askableRules(
  client: pg.ClientBase,
  rules: readonly Rule[],
  absences: readonly Absence[],
  read: (rule: Rule) => Rule,
): Promise<{ readonly askable: readonly Rule[]; readonly leftOut: readonly LeftOutRule[] }> {
  if (absences.length === 0) return { askable: rules, leftOut: [] };
  const askable: Rule[] = [];
  const leftOut: LeftOutRule[] = [];
  for (const rule of rules) {
    const sql = violationsQuery(read(rule));
    const named = absences.filter((absence) => isNamed(sql, rule, absence));
    const isLeftOut =
      named.some((absence) => isNamedBare(sql, absence)) ||
      (named.length > 0 && !(await isUnderstood(client, sql)));
    if (isLeftOut) leftOut.push({ rule, reasons: named.map(({ message }) => message) });
    else askable.push(rule);
  }
  return { askable, leftOut };
}

/** Whether SQL that looks for rows which break a rule names what is absent. */
export const isNamed = (sql: string, rule: Rule, { table, column }: Absence): boolean =>
  (rule.table === table || hasWord(sql, table)) && (column === undefined || hasWord(sql, column));

/** Without its table: PostgreSQL would take a column of that name from another one. */
const isNamedBare = (sql: string, { column, isOtherType }: Absence): boolean =>
  column !== undefined &&
  !isOtherType &&
  new RegExp(`(?<![\\w."]|\\bas\\s)"?${escaped(column)}"?(?![\\w."(])`).test(sql);

const hasWord = (sql: string, word: string): boolean =>
  new RegExp(`(?<!\\w)${escaped(word)}(?!\\w)`).test(sql);

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');

async function isUnderstood(client: pg.ClientBase, sql: string): Promise<boolean> {
  await client.query('savepoint seedbed_rule');
  try {
    await client.query(`explain ${sql}`);
    return true;
  } catch (error) {
    // That a role may not see rows is told when they are looked at.
    if (!isDatabaseError(error) || error.code === '42501') throw error;
    return false;
  } finally {
    await client.query('rollback to seedbed_rule; release seedbed_rule').catch(() => {});
  }
}
