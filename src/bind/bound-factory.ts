import type { Domain } from '../domain.ts';
import type { AnyFactory, AttributesOf, CallArguments, EntityOf, TraitsOf } from '../factories/definition.ts';
import type { Rule, RuleNameOf } from '../rules/rule.ts';
import type { Session } from './session.ts';
import type { BoundCounterexample, Violations } from './violations.ts';

export interface CreateOptions {
  /** Whether the entities are managed by the EntityManager afterwards; true unless said otherwise. */
  readonly managed?: boolean;
}

type Loaded<F extends AnyFactory> = EntityOf<F>;

/** A factory that makes entities, in memory or in the database. */
export interface Calls<in out F extends AnyFactory, in out D extends Domain> {
  /**
   * Makes an entity with its parents in memory: synchronous, no database.
   *
   * @throws `needs_database` where a parent is given by its key, or not loaded
   */
  build(...given: CallArguments<F>): Loaded<F>;
  buildMany(count: number, ...given: CallArguments<F>): Loaded<F>[];
  /** Makes an entity and what it needs, and inserts them; in a transaction of their own where there is none. */
  create(...given: [...CallArguments<F>, options?: CreateOptions]): Promise<Loaded<F>>;
  createMany(count: number, ...given: [...CallArguments<F>, options?: CreateOptions]): Promise<Loaded<F>[]>;
  /** The columns of a row that is not inserted, with the keys of parents that are: what an API would be sent. */
  attributes(...given: CallArguments<F>): Promise<AttributesOf<F>>;
  /**
   * The least data that breaks a rule of this table, and what the database does about it: see `counterexample`.
   * It has nothing to do with the traits of this factory, nor with what a `within` holds.
   *
   * @param rule its name, or a rule of `rulesOf`
   * @throws `unknown_rule`, `rule_of_other_table`, `counterexample_missing`
   */
  violating(rule: RuleNameOf<D> | Rule): BoundCounterexample;
}

/**
 * A bound factory, its traits as methods. One mapped type with a declared variance: the compiler would
 * otherwise unfold traits of traits to compare two of them.
 */
export type BoundFactory<in out F extends AnyFactory, in out D extends Domain = Domain> = {
  readonly [K in keyof (Calls<F, D> & TraitsOf<F>)]: K extends keyof Calls<F, D>
    ? Calls<F, D>[K]
    : TraitsOf<F>[K & keyof TraitsOf<F>] extends (...args: infer Args) => unknown
      ? (...args: Args) => BoundFactory<F, D>
      : never;
};

const OWN = new Set(['row', 'traits']);

/** Binds one factory. */
export function boundFactory(factory: AnyFactory, session: Session, violations: Violations): object {
  const calls: Record<string, unknown> = {
    build: (overrides = {}) => session.build(factory, 1, overrides)[0],
    buildMany: (count: number, overrides = {}) => session.build(factory, count, overrides),
    create: async (overrides = {}, options: CreateOptions = {}) =>
      (await session.create(factory, 1, overrides, options))[0],
    createMany: (count: number, overrides = {}, options: CreateOptions = {}) =>
      session.create(factory, count, overrides, options),
    attributes: (overrides = {}) => session.attributes(factory, overrides),
    violating: (rule: string | Rule) => violations.of(factory, rule),
  };
  for (const [name, trait] of Object.entries(factory)) {
    if (typeof trait !== 'function' || OWN.has(name)) continue;
    calls[name] = (...args: unknown[]) => boundFactory(trait(...args), session, violations);
  }
  return calls;
}
