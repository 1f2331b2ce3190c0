import type { EntityClass } from '../entities/row.ts';
import type { SeedbedError } from '../errors/error.ts';
import { RuleBrokenError } from '../errors/rule-broken.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Table } from '../load/table.ts';
import type { Look, RowRule } from '../rules/row-rule.ts';
import { type ValueRules, valueRulesOf } from '../rules/values.ts';
import type { IdentityMap } from './identity-map.ts';
import type { Made } from './made.ts';
import { isNeed, type Need } from './need.ts';

/** Sees what a binding does. */
export interface Observer {
  /** Throws what is refused, unless somebody wants to see what the database says to it. */
  refuse(error: SeedbedError): void;
  /** Is told the rows that are written next. */
  writing?(rows: readonly Made[]): void;
}

/** Checks rows against a domain's rules before they are written. */
export class Checker {
  readonly #values: ReadonlyMap<EntityClass, ValueRules>;
  readonly #rules = new Map<EntityClass, RowRule[]>();
  readonly #look: Look;
  readonly observer: Observer;

  constructor(
    tables: readonly Table[],
    rules: readonly RowRule[],
    identityMap: IdentityMap,
    observer: Observer,
  ) {
    this.#values = valueRulesOf(tables);
    for (const { entity } of tables) this.#rules.set(entity, []);
    for (const rule of rules) this.#rules.get(rule.entity)?.push(rule);
    this.#look = {
      parent: (row, relation, target) => identityMap.parent(row, relation, target),
      children: (entity, relation, parent) => identityMap.children(entity, relation, parent),
      alike: (entity, columns, row) => identityMap.alike(entity, columns, row),
      others: (entity, columns, row) => identityMap.others(entity, columns, row),
      find: (entity, values) => identityMap.match(entity, values),
    };
    this.observer = observer;
  }

  refuse(error: SeedbedError): void {
    this.observer.refuse(error);
  }

  /** Whether a value may stand in a column; it is refused if not. */
  admits(factory: string, entity: EntityClass, property: string, value: unknown): boolean {
    const rule = this.#values.get(entity)?.brokenBy(property, value);
    if (rule) this.refuse(new RuleBrokenError(factory, rule, { [property]: value }));
    return rule === undefined;
  }

  /** Whether a value can be a key of that entity at all. */
  canBeKey(entity: EntityClass, property: string, value: unknown): boolean {
    return this.#values.get(entity)?.brokenBy(property, value) === undefined;
  }

  /**
   * Checks rows, and returns what has to be read before all rules can be: then ask again.
   *
   * @throws RuleBrokenError for the first row that breaks a rule
   */
  check(made: readonly Made[]): Need[] {
    const needs: Need[] = [];
    for (const { factory, row } of made) {
      const values = this.#values.get(factory.entity);
      if (values?.brokenIn(row)) {
        for (const rule of values.allBrokenIn(row)) this.#apply(rule, factory.name, row, needs);
      }
      for (const rule of this.#rules.get(factory.entity) ?? []) this.#apply(rule, factory.name, row, needs);
    }
    return needs;
  }

  #apply(rule: RowRule, factory: string, row: AnyRow, needs: Need[]): void {
    try {
      const values = rule.breaks(row, this.#look);
      if (values) this.#refuse(factory, rule, values);
    } catch (error) {
      if (!isNeed(error)) throw error;
      needs.push(error);
    }
  }

  #refuse(factory: string, rule: RowRule, values: Readonly<Record<string, unknown>>): void {
    this.refuse(new RuleBrokenError(factory, rule, values));
  }
}
