import { closest, distance } from 'fastest-levenshtein';
import { SeedbedError } from '../errors/error.ts';
import type { Rule } from './rule.ts';

/**
 * The rule of that name.
 *
 * @throws `unknown_rule` with the nearest name
 */
export function ruleNamed(rules: readonly Rule[], name: string, domain: string): Rule {
  const found = rules.find((rule) => rule.name === name);
  if (found) return found;
  const all = rules.map((rule) => rule.name);
  const nearest = all.length > 0 ? closest(name, all) : undefined;
  const isNear = nearest !== undefined && distance(name, nearest) <= 5;
  throw unknownRule(name, domain, isNear ? nearest : undefined);
}

function unknownRule(rule: string, domain: string, nearest: string | undefined): SeedbedError {
  const list = `\`seedbed rules --domain ${domain}\``;
  return new SeedbedError('unknown_rule', {
    message: `The domain '${domain}' has no rule '${rule}'.`,
    hint:
      nearest === undefined ? `${list} lists them.` : `Did you mean '${nearest}'? ${list} lists them all.`,
    details: { rule },
  });
}
