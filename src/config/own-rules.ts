import { declaredConstraints } from '../database/constraints.ts';
import type { Domain } from '../domain.ts';
import { nearestOf } from '../errors/nearest.ts';
import { shownName } from '../errors/shown.ts';
import { tablesOf } from '../load/table.ts';
import type { DomainRule } from '../rules/rule.ts';
import type { Wrong } from './own-structure.ts';
import { type Fields, fieldsOf, kindOf } from './type-guards.ts';

const EXAMPLE =
  "It should be: { name, entity, enforcedBy: 'verify', description, violations: { broken, right } }, of the type DomainRule.";

/** That each rule is about a table of the domain, and can be looked for; one of a constraint, that there is such a constraint. */
export function requireRules(domain: Domain, wrong: Wrong): void {
  const rules: unknown = domain.rules ?? [];
  if (!Array.isArray(rules)) throw wrong(`has ${kindOf(rules)} as rules`, 'It should be a list of rules.');
  const seen = new Set<string>();
  for (const [i, one] of rules.entries()) {
    const fields = fieldsOf(one);
    const problem = fields ? problemOf(fields, domain) : 'which is no rule';
    if (problem !== undefined) {
      const name = typeof fields?.['name'] === 'string' ? `the rule '${fields['name']}'` : kindOf(one);
      throw wrong(`has ${name} as rules[${i}], ${problem}`, EXAMPLE);
    }
  }
  for (const [i, rule] of (domain.rules ?? []).entries()) {
    requireNamesOf(rule, i, wrong);
    const table = tableOf(rule, domain);
    if (seen.has(`${table}.${rule.name}`)) {
      throw wrong(`has the rule '${rule.name}' of ${table} twice`, 'Give one of them another name.');
    }
    seen.add(`${table}.${rule.name}`);
    if (rule.enforcedBy === 'constraint') requireConstraint(rule, table, domain, wrong);
  }
}

const PARTS = [
  'name',
  'entity',
  'description',
  'enforcedBy',
  'hint',
  'below',
  'breaks',
  'counterexample',
  'violations',
  'corrects',
];
const VIOLATIONS = ['from', 'joins', 'broken', 'right'];

/** That it has no name but those that mean something: a misspelt one would be ignored. */
function requireNamesOf(rule: DomainRule, i: number, wrong: Wrong): void {
  for (const [fields, known] of [
    [rule, PARTS],
    [rule.violations ?? {}, VIOLATIONS],
  ] as const) {
    const odd = Object.keys(fields).find((name) => !known.includes(name));
    if (odd === undefined) continue;
    const nearest = nearestOf(odd, known);
    throw wrong(
      `has the rule '${rule.name}' as rules[${i}], whose '${shownName(odd)}' means nothing,`,
      nearest === undefined ? EXAMPLE : `Did you mean '${nearest}'?`,
    );
  }
}

/** What keeps it from being a rule. */
function problemOf(fields: Fields, { entities }: Domain): string | undefined {
  const { name, entity, enforcedBy, description, violations } = fields;
  if (typeof name !== 'string') return 'which has no name';
  if (!entities.some((one) => one === entity)) return 'whose entity is none of the domain';
  if (enforcedBy === 'constraint') return undefined;
  if (enforcedBy !== 'trigger' && enforcedBy !== 'verify')
    return "which is enforced by none of 'constraint', 'trigger' and 'verify'";
  if (typeof description !== 'string') return 'which has no description';
  const found = fieldsOf(violations);
  if (typeof found?.['broken'] !== 'string' || typeof found['right'] !== 'string') {
    return 'which does not say in violations what is broken and what would be right';
  }
  return undefined;
}

/** A rule of a constraint that is not there would be about nothing. */
function requireConstraint({ name }: DomainRule, table: string, domain: Domain, wrong: Wrong): void {
  const constraints = declaredConstraints(domain).filter((one) => one.table === table);
  if (constraints.some((one) => one.name === name)) return;
  throw wrong(
    `has the rule '${name}', but ${table} has no constraint of that name`,
    `Its constraints are: ${constraints.map((one) => one.name).join(', ')}`,
  );
}

const tableOf = ({ entity }: DomainRule, domain: Domain): string =>
  tablesOf(domain).find((table) => table.entity === entity)?.name ?? entity.name;
