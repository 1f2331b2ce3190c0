import type { EntityClass } from '../entities/row.ts';
import type { SeedbedError } from '../errors/error.ts';
import { RuleBrokenError } from '../errors/rule-broken.ts';
import { recordAsJson } from '../load/json.ts';
import type { AnyRow } from '../load/sink.ts';
import type { RowRule } from '../rules/row-rule.ts';
import { type ValueRules, valueRulesOf } from '../rules/values.ts';
import type { IdentityMap } from './identity-map.ts';
import { Lookup } from './lookup.ts';
import type { Made } from './made.ts';
import type { Missing } from './missing.ts';
import type { Structure } from './structure.ts';

/** Sees what a binding does. */
export interface Observer {
  /** Throws what is refused, unless it shall be seen what the database says to it. */
  refuse(error: SeedbedError): void;
  /** Is told the rows that are written next. */
  writing?(rows: readonly Made[]): void;
}

/** The observer that tolerates nothing. */
export const STRICT: Observer = {
  refuse: (error) => {
    throw error;
  },
};

/** Checks rows against a domain's rules before they are written. */
export class Checker {
  readonly observer: Observer;
  readonly #values: ReadonlyMap<EntityClass, ValueRules>;
  readonly #rules = new Map<EntityClass, RowRule[]>();
  readonly #lookup: Lookup;

  constructor(structure: Structure, rules: readonly RowRule[], identityMap: IdentityMap, observer: Observer) {
    this.#values = valueRulesOf(structure.tables);
    for (const { entity } of structure.tables) this.#rules.set(entity, []);
    for (const rule of rules) this.#rules.get(rule.entity)?.push(rule);
    this.#lookup = new Lookup(structure, identityMap);
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
  check(made: readonly Made[]): Missing[] {
    const missing = new Map<string, Missing>();
    for (const { factory, row } of made) {
      const values = this.#values.get(factory.entity);
      const broken = values?.brokenIn(row) ? values.allBrokenIn(row) : [];
      for (const rule of broken) this.#apply(rule, factory.name, row, missing);
      for (const rule of this.#rules.get(factory.entity) ?? []) {
        this.#apply(rule, factory.name, row, missing);
      }
    }
    return [...missing.values()];
  }

  #apply(rule: RowRule, factory: string, row: AnyRow, all: Map<string, Missing>): void {
    const lookup = this.#lookup;
    const values = lookup.answer(() => rule.breaks(row, lookup));
    if (values) this.refuse(new RuleBrokenError(factory, rule, values));
    const { missing } = lookup;
    if (!missing) return;
    all.set(`${missing.entity.name} ${recordAsJson(missing.values)}`, missing);
    lookup.missing = undefined;
  }
}
