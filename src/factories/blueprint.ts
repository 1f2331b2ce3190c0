import { propertiesOf } from '../entities/properties.ts';
import type { EntityClass } from '../entities/row.ts';
import type { AnyFactory, ParentOptions, Parents, Transient } from './definition.ts';

/** A hook whose types have been checked where it was defined. */
export type AnyHook = (hook: never) => void;

/** What a factory does, its traits merged in: the definition without its types. */
export interface Blueprint {
  readonly entity: EntityClass;
  readonly name: string;
  readonly parents: Readonly<Record<string, ParentOptions>>;
  /** Parents that a trait has set. */
  readonly parentValues: Readonly<Record<string, unknown>>;
  readonly transient: Transient;
  readonly required: readonly string[];
  /** Columns that `lint` takes for those that are required. */
  readonly samples: Readonly<Record<string, unknown>>;
  readonly columns: Readonly<Record<string, unknown>>;
  readonly afterCreate: readonly AnyHook[];
  readonly ensure: readonly AnyHook[];
}

export interface UntypedDefinition {
  readonly parents?: Parents;
  readonly transient?: Transient;
  readonly required?: readonly string[];
  readonly samples?: object;
  readonly columns: object;
  readonly afterCreate?: AnyHook;
  readonly ensure?: AnyHook;
}

export interface UntypedChange {
  readonly columns?: object;
  readonly parents?: object;
  readonly transient?: object;
  readonly afterCreate?: AnyHook;
}

/** What the factory of an entity is called. @example factoryName('InvoiceLine') // 'invoiceLine' */
export const factoryName = (className: string): string =>
  className.charAt(0).toLowerCase() + className.slice(1);

/** @throws TypeError where the class was not made by `defineEntity` and `setClass`. */
export function blueprintOf(entity: EntityClass, definition: UntypedDefinition): Blueprint {
  const { name } = propertiesOf(entity);
  const { parents = {}, transient = {}, required = [], samples, columns, afterCreate, ensure } = definition;
  return {
    entity,
    name: factoryName(name),
    parents: Object.fromEntries(
      Object.entries(parents).map(([key, spec]) => [key, 'of' in spec ? spec : { of: spec }]),
    ),
    parentValues: {},
    transient,
    required,
    samples: { ...samples },
    columns: { ...columns },
    afterCreate: afterCreate ? [afterCreate] : [],
    ensure: ensure ? [ensure] : [],
  };
}

/** The blueprint with a trait's change on top: of two traits that set the same, the later one counts. */
export function changed(
  blueprint: Blueprint,
  { columns, parents, transient, afterCreate }: UntypedChange,
): Blueprint {
  return {
    ...blueprint,
    columns: { ...blueprint.columns, ...columns },
    parentValues: { ...blueprint.parentValues, ...parents },
    transient: { ...blueprint.transient, ...transient },
    afterCreate: afterCreate ? [...blueprint.afterCreate, afterCreate] : blueprint.afterCreate,
  };
}

const blueprints = new WeakMap<AnyFactory, Blueprint>();

/** Keeps what a factory does apart from what its users see. */
export const remember = (factory: AnyFactory, blueprint: Blueprint): void => {
  blueprints.set(factory, blueprint);
};

/** What a factory does. */
export function blueprintFor(factory: AnyFactory): Blueprint {
  const blueprint = blueprints.get(factory);
  if (!blueprint) throw new TypeError('not a factory: make it with factory()');
  return blueprint;
}

type NamedTraits = Readonly<Record<string, (...args: never[]) => object>>;

const traits = new WeakMap<AnyFactory, NamedTraits>();

/** Keeps the traits that a factory was defined with. */
export const rememberTraits = (factory: AnyFactory, named: NamedTraits): void => {
  traits.set(factory, named);
};

/** The traits that a factory was defined with, by name. */
export const traitsOf = (factory: AnyFactory): NamedTraits => traits.get(factory) ?? {};
