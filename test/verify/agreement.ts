import type { VerifyResult } from '../../src/rules/verify.ts';
import type { Violation } from './checker/check.ts';

type Found = VerifyResult['violations'][number];

/** The rules on which `verify` and the checker disagree: on how many rows break them, or on which. */
export function disagreements(verified: readonly Found[], checked: readonly Violation[]): string[] {
  const ours = Map.groupBy(checked, nameOf);
  const theirs = new Map(
    verified.map((one) => [nameOf({ table: one.rule.table, rule: one.rule.name }), one]),
  );
  return [...new Set([...ours.keys(), ...theirs.keys()])].filter((name) => {
    // Where a key is not unique, rows that break a rule may share it.
    const keys = new Set(ours.get(name)?.map(({ key }) => JSON.stringify(key)));
    const { rows = 0, first = [] } = theirs.get(name) ?? {};
    return rows !== keys.size || !first.every(({ key }) => keys.has(JSON.stringify(Object.values(key))));
  });
}

const nameOf = ({ table, rule }: Omit<Violation, 'key'>): string => `${table}: ${rule}`;
