import type pg from 'pg';
import type { Absence } from '../database/absences.ts';
import { isDatabaseError } from '../database/database-error.ts';
import { type ForeignCall, foreignCalls } from '../database/foreign-code.ts';
import { shownName } from '../errors/shown.ts';
import { violationsQuery } from './pass.ts';
import type { Rule } from './rule.ts';

/** A rule that is not asked of a database: what it is about is not there as declared, or would run what is not ours. */
export interface LeftOutRule {
  readonly rule: Rule;
  /** What is not there, or what it calls, as sentences. */
  readonly reasons: readonly string[];
  /** Whether it calls a function of a role that has not the rights of this one. */
  readonly isForeign: boolean;
}

/**
 * Tells rules that a database can be asked from those that name what it does not have, or whose expressions would run
 * functions of others with the rights of this role. Must run in a transaction.
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
  const calls = await foreignCalls(client);
  const askable: Rule[] = [];
  const leftOut: LeftOutRule[] = [];
  for (const rule of rules) {
    const sql = violationsQuery(read(rule));
    const called = calls.filter((call) => isCalled(sql, call));
    const named = absences.filter((absence) => isNamed(sql, rule, absence));
    const isAbsent =
      named.some((absence) => isNamedBare(sql, absence) || isRead(sql, absence)) ||
      (named.length > 0 && called.length === 0 && !(await isUnderstood(client, sql)));
    if (isAbsent) leftOut.push({ rule, reasons: named.map(({ message }) => message), isForeign: false });
    else if (called.length > 0) leftOut.push({ rule, reasons: called.map(describeCall), isForeign: true });
    else askable.push(rule);
  }
  return { askable, leftOut };
}

/** Whether SQL calls a function. */
export const isCalled = (sql: string, { printed }: ForeignCall): boolean =>
  new RegExp(`(?<![\\w."])${escaped(printed)}${printed.endsWith('(') ? '' : '(?!\\w)'}`, 'i').test(sql);

export const describeCall = (call: ForeignCall): string =>
  `It calls ${shownName(call.function)} of the role ${shownName(call.role)}, which would run with the rights of this one.`;

/** Whether SQL that looks for rows which break a rule names what is absent. */
export const isNamed = (sql: string, rule: Rule, { table, column }: Absence): boolean =>
  (rule.table === table || hasWord(sql, table)) && (column === undefined || hasWord(sql, column));

/** Without its table: PostgreSQL would take a column of that name from another one. */
const isNamedBare = (sql: string, { column, isOtherType }: Absence): boolean =>
  column !== undefined &&
  !isOtherType &&
  new RegExp(`(?<![\\w."]|\\bas\\s)"?${escaped(column)}"?(?![\\w."(])`).test(sql);

/** A table that is none: of a view of its name, functions would run with the rights of the role that reads it. */
const isRead = (sql: string, { table, column }: Absence): boolean =>
  column === undefined && new RegExp(`\\bpublic\\s*\\.\\s*"?${escaped(table)}(?!\\w)`).test(sql);

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
