import { catalogRules } from './catalog.ts';
import { contentRules } from './content.ts';
import { type Dataset, type Row, rowsOf } from './dataset.ts';
import { keyRules } from './keys.ts';
import { builtinRoles, builtinRolesName, peopleRules, timestampRules } from './people.ts';
import { messageRules, resultRules } from './results.ts';
import type { Rule } from './rule.ts';
import { tables } from './schema/tables.ts';
import { submissionRules } from './submissions.ts';
import { valueRules } from './values.ts';

/** A row that breaks a rule. */
export interface Violation {
  readonly table: string;
  readonly rule: string;
  /** The values of its primary key. */
  readonly key: readonly unknown[];
}

const rules: readonly Rule[] = [
  ...valueRules,
  ...keyRules,
  ...timestampRules,
  ...peopleRules,
  ...catalogRules,
  ...contentRules,
  ...submissionRules,
  ...resultRules,
  ...messageRules,
];

/** All rules. */
export const ruleNames: readonly Omit<Violation, 'key'>[] = [
  ...rules.map(({ table, name }) => ({ table, rule: name })),
  { table: 'role', rule: builtinRolesName },
];

/**
 * Every violation of every rule of the course schema, or of those about one table: slow, obvious, and written
 * from the schema's description alone.
 */
export function check(dataset: Dataset, only?: string): Violation[] {
  const violations: Violation[] = [];
  for (const { table, name, isBroken } of rules) {
    if (only !== undefined && only !== table) continue;
    for (const row of rowsOf(dataset, table)) {
      if (isBroken(row, dataset)) violations.push({ table, rule: name, key: keyOf(table, row) });
    }
  }
  if (only !== undefined && only !== 'role') return violations;
  for (const id of builtinRoles) {
    const isThere = rowsOf(dataset, 'role').some((role) => role['id'] === id);
    if (!isThere) violations.push({ table: 'role', rule: builtinRolesName, key: [id] });
  }
  return violations;
}

const keyOf = (table: string, row: Row): unknown[] =>
  tables[table]?.primary.map((column) => row[column]) ?? [];
