import { closest, distance } from 'fastest-levenshtein';
import { UnknownRuleError } from '../errors/unknown-rule.ts';
import type { Rule } from './rule.ts';

/**
 * The rule of that name.
 *
 * @throws UnknownRuleError with the nearest name
 */
export function ruleNamed(rules: readonly Rule[], name: string, domain: string): Rule {
  const found = rules.find((rule) => rule.name === name);
  if (found) return found;
  const all = rules.map((rule) => rule.name);
  const nearest = all.length > 0 ? closest(name, all) : undefined;
  const isNear = nearest !== undefined && distance(name, nearest) <= 5;
  throw new UnknownRuleError(name, domain, isNear ? nearest : undefined);
}
