import pg from 'pg';
import { fullName } from '../entities/table-name.ts';
import type { Rule } from './rule.ts';

const { escapeIdentifier: quoted } = pg;

/** Rules that are checked by going through the same rows once. */
export interface Pass {
  readonly table: string;
  readonly rules: readonly Rule[];
}

/** Gathers rules so that each table is gone through as few times as possible. */
export function passes(rules: readonly Rule[]): readonly Pass[] {
  const gathered = Map.groupBy(rules, (rule) => source(rule));
  return [...gathered.values()].map((some) => ({ table: some[0]?.table ?? '', rules: some }));
}

/** SQL for one row that says for each rule of a pass, in columns `0`, `1` …, whether anything breaks it. */
export function passQuery({ rules }: Pass): string {
  const [first] = rules;
  if (!first) throw new TypeError('a pass has rules');
  const joins = new Set(rules.flatMap(({ violations }) => violations.joins ?? []));
  const found = rules.map(({ violations }, i) => `coalesce(bool_or(${violations.broken}), false) as "${i}"`);
  return [`select ${found.join(',\n  ')}`, `from ${source(first)}`, ...joins].join('\n');
}

/** SQL for the rows that break a rule: the columns of their key, and as `right` what would be right. */
export function violationsQuery(rule: Rule): string {
  const { table, primary, violations } = rule;
  const { joins = [], broken, right } = violations;
  const key = primary.map((column) => `${quoted(table)}.${quoted(column)}`);
  return [
    `select ${[...key, `${right} as "right"`].join(', ')}`,
    `from ${source(rule)}`,
    ...joins,
    `where ${broken}`,
  ].join('\n');
}

const source = ({ table, violations }: Rule): string =>
  violations.from ?? `${fullName(table)} as ${quoted(table)}`;
