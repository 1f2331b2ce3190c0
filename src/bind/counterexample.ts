import type { Domain } from '../domain.ts';
import type { EntityClass } from '../entities/row.ts';
import { SeedbedError } from '../errors/error.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Column, TableColumn } from '../load/table.ts';
import { Address } from '../random/address.ts';
import { DEFAULT_NOW } from '../random/clock.ts';
import type { Breach } from '../rules/counterexample.ts';
import { ruleNamed } from '../rules/named.ts';
import type { Rule, RuleNameOf } from '../rules/rule.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { Maker } from './counterexample-builder.ts';
import type { Structure } from './structure.ts';

/** Values by column. */
export type ColumnValues = Readonly<Record<string, unknown>>;

/** A statement that breaks a rule. */
export type BreakingStatement =
  | { readonly insert: string; readonly row: ColumnValues }
  | { readonly update: string; readonly key: ColumnValues; readonly set: ColumnValues }
  | { readonly delete: string; readonly key: ColumnValues };

/** What a database does about a statement. */
export type Reaction =
  | { readonly refused: true; readonly sqlstate: string; readonly constraint?: string }
  /** The columns that it stores otherwise; where there are none, it takes the row as it is. */
  | { readonly refused: false; readonly corrected: readonly string[] };

/** The least data that breaks one rule, and no other that it could keep. */
export interface Counterexample {
  readonly rule: Rule;
  /** Valid rows to be inserted before, parents first; those that come with the schema are not among them. */
  readonly rows: readonly { readonly table: string; readonly row: ColumnValues }[];
  readonly breach: BreakingStatement;
  /** What a database with the whole schema will do about the breach. */
  readonly answer: Reaction;
  /** The rules that nothing keeps which breaks this one; mostly none. */
  readonly also: readonly string[];
  /** The rule by which the database answers, where one of those is looked at first. */
  readonly by: string;
  /** Transaction-local settings under which the rows keep their times. */
  readonly settings: Readonly<Record<string, string>>;
  /** Those for the breach; mostly the same. */
  readonly breachSettings: Readonly<Record<string, string>>;
}

/**
 * How a rule is broken, as data: for tests of an application's error handling. It needs no database, and is
 * the same each time. The tables may hold other rows, as long as those that come with the schema are there.
 *
 * @param rule its name, or a rule of `rulesOf`
 * @throws `unknown_rule`; `counterexample_missing` for a rule of a domain of one's own that states none
 * @example
 * const { breach, answer } = counterexample(course, 'course_member_student_valid');
 * answer; // { refused: true, sqlstate: '23514', constraint: 'course_member_student_valid' }
 */
export function counterexample<D extends Domain>(domain: D, rule: RuleNameOf<D> | Rule): Counterexample {
  const rules = rulesOf(domain);
  const meant = typeof rule === 'string' ? ruleNamed(rules, rule, domain.name) : rule;
  // Apart from the rows of scenarios and of bound factories.
  const root = Address.root({ seed: 0, now: DEFAULT_NOW, namespace: 'x' });
  return counterexampleAt(root, domain, meant, rules);
}

/** The counterexample whose rows hang from that address. */
export function counterexampleAt(
  root: Address,
  domain: Domain,
  rule: Rule,
  rules: readonly Rule[],
): Counterexample {
  if (!rule.counterexample)
    throw new SeedbedError('counterexample_missing', {
      message: `How the rule '${rule.name}' is broken does not follow from the schema.`,
      details: { rule: rule.name },
    });
  const maker = new Maker(domain, root);
  const { structure, rows } = maker;
  const breach = rule.counterexample(maker);
  const { also = [], by = rule.name } = breach;
  return {
    rule,
    rows: rows.map(({ factory: { entity }, row }) => ({
      table: structure.table(entity).name,
      row: byColumn(structure, entity, structure.written(entity, row)),
    })),
    breach: statement(structure, breach),
    answer: reaction(structure, breach, by === rule.name ? rule : ruleNamed(rules, by, domain.name)),
    also,
    by,
    settings: domain.loadSettings,
    breachSettings: breach.settings ?? domain.loadSettings,
  };
}

function statement(structure: Structure, breach: Breach): BreakingStatement {
  const entity = entityOf(breach);
  const { name, primaryProperties } = structure.table(entity);
  if ('insert' in breach) return { insert: name, row: byColumn(structure, entity, breach.row) };
  const keys = primaryProperties.map((property) => [property, breach.row[property]]);
  const key = byColumn(structure, entity, Object.fromEntries(keys));
  return 'update' in breach
    ? { update: name, key, set: byColumn(structure, entity, breach.set) }
    : { delete: name, key };
}

function reaction(structure: Structure, breach: Breach, { answer }: Rule): Reaction {
  if (breach.corrected) {
    const corrected = breach.corrected.map(
      (property) => columnOf(structure, entityOf(breach), property).name,
    );
    return { refused: false, corrected };
  }
  return answer ? { refused: true, ...answer } : { refused: false, corrected: [] };
}

function entityOf(breach: Breach): EntityClass {
  if ('insert' in breach) return breach.insert;
  return 'update' in breach ? breach.update : breach.delete;
}

const byColumn = (structure: Structure, entity: EntityClass, row: AnyRow): ColumnValues =>
  Object.fromEntries(
    Object.entries(row).map(([property, value]) => {
      const { name, convert } = columnOf(structure, entity, property);
      return [name, convert && value !== null ? convert(value) : value];
    }),
  );

function columnOf(
  structure: Structure,
  entity: EntityClass,
  property: string,
): Column & Pick<TableColumn, 'convert'> {
  const { columns, generated } = structure.table(entity);
  const column = [...columns, ...generated].find((one) => one.property === property);
  if (!column) throw new TypeError(`${entity.name} has no property '${property}'`);
  return column;
}
