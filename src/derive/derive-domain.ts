import { declaredOrm } from '../database/offline-orm.ts';
import { type Domain, defineDomain } from '../domain.ts';
import { defineSchema, type ProjectOrm } from '../entities/schema.ts';
import { requireNames } from '../errors/unknown-name.ts';
import { factoryName } from '../factories/blueprint.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { tablesOf } from '../load/table.ts';
import type { DomainRule } from '../rules/rule.ts';
import type { Scenario } from '../seeders/scenario.ts';
import { entitiesOf } from './entities.ts';
import { derivedFactories } from './factories.ts';
import { Names } from './names.ts';
import type { ColumnOverrides } from './overrides.ts';
import type { OwnFactory } from './own-factory.ts';
import type { EntitiesByName, ProjectDomain } from './project-factories.ts';
import { type ProjectModel, projectModel } from './project-model.ts';
import { ownOverrides } from './project-overrides.ts';
import { readStructure, structureIn } from './read-structure.ts';
import { sampleScenario } from './sample.ts';
import { samplePlan } from './sample-plan.ts';
import type { DatabaseStructure } from './structure.ts';
import type { TableDomain } from './table-factories.ts';

export interface DeriveOptions {
  /** What the domain is called. */
  readonly name: string;
  /** Columns of your own, by factory and property: values, or functions as in `factory`. */
  readonly overrides?: Readonly<Record<string, ColumnOverrides>>;
  /** Factories of your own in the place of derived ones, by their names, as `seedbed eject` writes them. */
  readonly factories?: Readonly<Record<string, OwnFactory>>;
  /** Scenarios to have with `sample`. */
  readonly scenarios?: readonly Scenario[];
  readonly rules?: readonly DomainRule[];
}

export interface DeriveFromDatabase extends DeriveOptions {
  /** The database whose tables are read each time. Without one, those that the MikroORM would make are. */
  readonly url?: string;
  /** Names of tables that are not the project's, with their schema outside `public`; `auth.*` are all of one. */
  readonly leaveOut?: readonly string[];
}

export interface DeriveFromStructure extends DeriveOptions {
  /** What was read once, or the file that it is kept in: then no server is needed. */
  readonly structure: DatabaseStructure | URL;
}

/** The MikroORM of a project, whose entities the factories make. */
export interface OfProject<Es extends EntitiesByName> {
  readonly orm: ProjectOrm;
  /** Its entities, for the types of the factories. */
  readonly entities: Es;
}

/**
 * Makes a domain of tables that nothing is written for: an entity, a factory and rules for each, and the scenario
 * `sample`, which fills all of them.
 *
 * A factory is called like its table, in camel case; so are properties, and a relation like its column without `_id`.
 * With the MikroORM of a project, factories and properties are called like its classes and their properties, and
 * factories make its entities.
 *
 * @throws `unknown_name` for overrides; `structure_unreadable`; without `structure`, what `readStructure` throws
 * @example
 * const shop = await deriveDomain({ name: 'shop', url: 'postgresql://localhost/shop' });
 *
 * @example
 * const shop = deriveDomain({
 *   name: 'shop',
 *   structure: new URL('./seedbed/structure.json', import.meta.url),
 *   overrides: { customer: { segment: ({ random }) => random.pick(['a', 'b']) } },
 * });
 *
 * @example
 * import type { Tables } from './seedbed/tables.ts'; // written by `seedbed init`: the types of factories and rows
 * const shop = deriveDomain<Tables>({ name: 'shop', structure });
 *
 * @example
 * import * as entities from './entities.ts';
 * const shop = deriveDomain({ name: 'shop', orm: new MikroORM(config), entities, structure });
 */
export function deriveDomain<const Es extends EntitiesByName>(
  options: DeriveFromDatabase & OfProject<Es>,
): Promise<ProjectDomain<Es>>;
export function deriveDomain<const Es extends EntitiesByName>(
  options: DeriveFromStructure & OfProject<Es>,
): ProjectDomain<Es>;
export function deriveDomain(
  options: DeriveFromDatabase & ({ readonly url: string } | Pick<OfProject<never>, 'orm'>),
): Promise<Domain>;
export function deriveDomain(options: DeriveFromStructure & Partial<Pick<OfProject<never>, 'orm'>>): Domain;
export function deriveDomain<Tables>(
  options: DeriveFromDatabase & { readonly url: string },
): Promise<TableDomain<Tables>>;
export function deriveDomain<Tables>(options: DeriveFromStructure): TableDomain<Tables>;
export function deriveDomain(
  options: (DeriveFromDatabase | DeriveFromStructure) & { readonly orm?: ProjectOrm },
): Promise<Domain> | Domain {
  if ('structure' in options) {
    const { structure } = options;
    return domainOf(structure instanceof URL ? structureIn(structure) : structure, options);
  }
  const from = options.url ?? options.orm;
  if (from === undefined)
    throw new TypeError(`deriveDomain needs the url, the structure or the orm of '${options.name}'`);
  return readStructure(from, options).then((structure) => domainOf(structure, options));
}

function domainOf(
  structure: DatabaseStructure,
  {
    name,
    orm,
    overrides = {},
    factories: own = {},
    scenarios = [],
    rules = [],
  }: DeriveOptions & { readonly orm?: ProjectOrm },
): Domain {
  const model: ProjectModel = orm ? projectModel(orm) : new Map();
  const names = new Names(structure, model);
  const { classOf, ...parts } = entitiesOf(structure, names);
  const schema = defineSchema({ name, ...parts });
  const derived = {
    propertyOf: (table: string, property: string) =>
      declaredOrm(schema).getMetadata().get(classOf(table)).properties[property as never],
    platform: () => declaredOrm(schema).em.getPlatform(),
  };
  const converted = ownOverrides(overrides, { model, names, own: derived });
  const factories = derivedFactories(structure, { names, classOf }, { overrides: converted, own, model });
  const byName = new Map([...factories.values()].map((factory) => [factory.name, factory]));
  requireNames(overrides, [...byName.keys()], { place: `The overrides of '${name}'`, kind: 'factory' });
  requireNames(own, [...byName.keys()], { place: `The own factories of '${name}'`, kind: 'factory' });
  const order = tablesOf(schema).map((table) => table.name);
  const sample = sampleScenario(
    samplePlan(structure, names, { order, overrides: converted }),
    names,
    factories,
  );
  return defineDomain({
    name,
    ...parts,
    ...(orm && { project: orm }),
    factories: withSubclasses(byName, subclassFactories(factories, model)),
    scenarios: [sample, ...scenarios],
    rules,
  });
}

/** The last factory of a table is the one that makes rows for others: that of the table, not of one class. */
const withSubclasses = (
  tables: ReadonlyMap<string, AnyFactory>,
  subclasses: Readonly<Record<string, AnyFactory>>,
): Readonly<Record<string, AnyFactory>> =>
  Object.fromEntries([
    ...Object.entries(subclasses).filter(([name]) => !tables.has(name)),
    ...[...tables].map(([name, factory]): [string, AnyFactory] => [name, subclasses[name] ?? factory]),
  ]);

/** Those of the classes whose rows are in one table: its factory, with the trait of that class. */
function subclassFactories(
  factories: ReadonlyMap<string, AnyFactory>,
  model: ProjectModel,
): Readonly<Record<string, AnyFactory>> {
  const all = [...factories].flatMap(([table, factory]) =>
    (model.get(table)?.subclasses ?? []).map(({ className }): [string, AnyFactory] => {
      const name = factoryName(className);
      const trait: unknown = Reflect.get(factory, name);
      // Each subclass has a trait, which takes nothing.
      return [name, trait instanceof Function ? (trait() as AnyFactory) : factory];
    }),
  );
  return Object.fromEntries(all);
}
