import { type Constraint, declaredConstraints } from '../database/constraints.ts';
import { type Table, tablesOf } from '../load/table.ts';
import { sqlType } from '../load/types/sql-type.ts';
import { constraintCounterexample } from './constraint-counterexample.ts';
import { constraintRule, type IsOfExtension } from './constraint-rule.ts';
import type { DomainRule, Rule, RuledSchema } from './rule.ts';

/**
 * Everything that a domain's schema demands: what its entities declare, what the domain states, and what
 * constraints demand that only a database has. By table, parents first.
 *
 * @param live the constraints of a database, of `liveConstraints`
 * @example rulesOf(course).find(({ name }) => name === 'course_member_student_valid')?.description
 */
export function rulesOf(domain: RuledSchema, live: readonly Constraint[] = []): readonly Rule[] {
  const declared = declaredConstraints(domain);
  const isDeclared = ({ table, name }: Constraint): boolean =>
    declared.some((one) => one.table === table && one.name === name);
  const constraints = [...declared, ...live.filter((one) => !isDeclared(one))];
  const tables = tablesOf(domain);
  const stated = domain.rules ?? [];
  return tables.flatMap((table) =>
    rulesOfTable(table, { tables, constraints, stated, extensions: domain.extensions }),
  );
}

interface Around {
  readonly tables: readonly Table[];
  readonly constraints: readonly Constraint[];
  readonly stated: readonly DomainRule[];
  readonly extensions: readonly string[];
}

function rulesOfTable(table: Table, { tables, constraints, stated, extensions }: Around): Rule[] {
  const { name, entity, primary } = table;
  const types = new Map<string, string>([
    ...table.generated.map(({ name: column, type }) => [column, type] as const),
    ...table.columns.map(({ name: column, type, over = type }) => [column, over] as const),
  ]);
  const isOfExtension: IsOfExtension = (_, column) => {
    const { name: type, isArray } = sqlType(types.get(column) ?? '');
    return !isArray && extensions.includes(type);
  };
  const ofTable = stated.filter((rule) => rule.entity === entity);
  const derived = constraints
    .filter((constraint) => constraint.table === name)
    .map((constraint): Rule => {
      const rule = constraintRule(constraint, isOfExtension);
      const own = ofTable.find((one) => one.name === constraint.name);
      const counterexample =
        own?.counterexample ?? constraintCounterexample(constraint, { tables, constraints });
      return {
        ...rule,
        description: own?.description ?? rule.description,
        violations: own?.violations ?? rule.violations,
        entity,
        primary,
        ...(counterexample && { counterexample }),
      };
    });
  return [...derived, ...ofTable.flatMap((rule) => statedRule(rule, table))];
}

function statedRule(rule: DomainRule, { name: table, primary }: Table): Rule[] {
  if (rule.enforcedBy === 'constraint') return [];
  const { name, entity, description, enforcedBy, violations, corrects, counterexample } = rule;
  const own = counterexample && { counterexample };
  const shared = { name, table, entity, primary, enforcedBy, description, violations, ...own };
  if (enforcedBy === 'verify') return [{ ...shared, kind: 'semantic' }];
  return [
    { ...shared, kind: 'trigger', ...(!corrects && { answer: { sqlstate: '23514', constraint: name } }) },
  ];
}
