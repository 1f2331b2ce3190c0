import type { EntityClass, RowOf } from '../entities/row.ts';
import type { Address } from '../random/address.ts';
import {
  type Blueprint,
  blueprintFor,
  blueprintOf,
  changed,
  remember,
  rememberTraits,
  traitsOf,
} from './blueprint.ts';
import type { AnyFactory, Change, Definition, Given, Parents, Transient } from './definition.ts';
import { requireChange, requireDefinition } from './names.ts';
import { compile, type RowMaker } from './row-maker.ts';

/** Makes the rows of one entity. Immutable: a trait gives another factory. */
export interface Factory<
  E extends object = object,
  P extends Parents = Parents,
  A extends Transient = Transient,
  R extends string = string,
  T extends object = object,
> extends AnyFactory {
  readonly entity: EntityClass<E>;
  /** What its rows are called in addresses, such as `courseMember`. */
  readonly name: string;
  /**
   * The row at `address`: the same arguments always give the same row, and no other row is needed.
   * Nothing is stored anywhere, and no hook runs.
   *
   * @example courseGroup.row(root.child('courseGroup', 0), { course })
   */
  row(address: Address, given: Given<E, P, A, R>): RowOf<E>;
  readonly '~types': { entity: E; parents: P; transient: A; required: R; traits: T } | undefined;
}

/** The traits of a factory: functions of their arguments to what they change. */
export type Traits<E, P extends Parents, A extends Transient> = Readonly<
  Record<string, (...args: never[]) => Change<E, P, A>>
>;

/** A factory and its traits as methods, each of which gives such a factory again. */
export type FactoryWith<
  E extends object,
  P extends Parents,
  A extends Transient,
  R extends string,
  T extends object,
> = Factory<E, P, A, R, T> & {
  readonly [K in keyof T]: T[K] extends (...args: infer Args) => unknown
    ? (...args: Args) => FactoryWith<E, P, A, R, T>
    : never;
};

/** A factory that can still be given traits. */
export interface PlainFactory<E extends object, P extends Parents, A extends Transient, R extends string>
  extends Factory<E, P, A, R, Record<never, never>> {
  /**
   * The factory with named variations. They combine: `user.token().archived()`.
   *
   * `lint` tries them without arguments: give each argument a default.
   *
   * @example
   * .traits({ graded: (grading = 1) => ({ columns: { grading } }) })
   */
  traits<T extends Traits<E, P, A>>(traits: T): FactoryWith<E, P, A, R, T>;
}

/**
 * Defines how the rows of an entity are made. The compiler demands every column that may not be null.
 *
 * @throws `unknown_name`; TypeError where the class was not made by `defineEntity` and `setClass`.
 * @example
 * export const courseGroup = factory(CourseGroup, {
 *   parents: { course: Course },
 *   columns: { ...audit, title: ({ n }) => `Group ${n + 1}` },
 * });
 */
export function factory<
  E extends object,
  const P extends Parents = Record<never, never>,
  A extends Transient = Record<never, never>,
  const R extends string = never,
>(entity: EntityClass<E>, definition: Definition<E, P, A, R>): PlainFactory<E, P, A, R> {
  const blueprint = blueprintOf(entity, definition);
  requireDefinition(definition, blueprint);
  const traits = <T extends Traits<E, P, A>>(named: T) => {
    const made = withTraits(blueprint, named);
    rememberTraits(made, named);
    return made;
  };
  // What the parameters promise was checked in the definition; the blueprint has no types left.
  return Object.assign(withTraits(blueprint, {}), { traits }) as unknown as PlainFactory<E, P, A, R>;
}

/** The factory that `lint` and counterexamples use: what it requires, it takes from its samples. */
export function withSamples(factory: AnyFactory): AnyFactory {
  const blueprint = blueprintFor(factory);
  const { required, samples, columns } = blueprint;
  if (required.length === 0) return factory;
  const still = required.filter((name) => !(name in samples));
  const traits = traitsOf(factory);
  const made = withTraits({ ...blueprint, columns: { ...samples, ...columns }, required: still }, traits);
  rememberTraits(made, traits);
  return made;
}

function withTraits(
  blueprint: Blueprint,
  traits: Readonly<Record<string, (...args: never[]) => object>>,
): never {
  let make: RowMaker | undefined;
  const made: AnyFactory & Pick<Factory, 'row'> = {
    entity: blueprint.entity,
    name: blueprint.name,
    row(address, given) {
      // Compiled at the first row: a parent's class may be in a file that is still being loaded.
      make ??= compile(blueprint);
      return make(address, given);
    },
    '~types': undefined,
  };
  const methods = Object.entries(traits).map(([name, trait]) => {
    const apply = (...args: never[]) => {
      const change = trait(...args);
      requireChange(blueprint, change);
      return withTraits(changed(blueprint, change), traits);
    };
    return [name, apply];
  });
  const factory = Object.assign(made, Object.fromEntries(methods));
  remember(factory, blueprint);
  // The caller states the type; see `factory`.
  return factory as never;
}
