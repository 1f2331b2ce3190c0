import { type Domain, defineDomain } from '../domain.ts';
import { defineSchema } from '../entities/schema.ts';
import { requireNames } from '../errors/unknown-name.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { tablesOf } from '../load/table.ts';
import type { DomainRule } from '../rules/rule.ts';
import type { Scenario } from '../seeders/scenario.ts';
import { entitiesOf } from './entities.ts';
import { type ColumnOverrides, derivedFactories } from './factories.ts';
import { readStructure, structureIn } from './read-structure.ts';
import { sampleScenario } from './sample.ts';
import { samplePlan } from './sample-plan.ts';
import type { DatabaseStructure } from './structure.ts';

export interface DeriveOptions {
  /** What the domain is called. */
  readonly name: string;
  /** Columns of your own, by factory and property: values, or functions as in `factory`. */
  readonly overrides?: Readonly<Record<string, ColumnOverrides>>;
  /** Scenarios to have with `sample`. */
  readonly scenarios?: readonly Scenario[];
  readonly rules?: readonly DomainRule[];
}

export interface DeriveFromDatabase extends DeriveOptions {
  /** The database whose tables are read each time. */
  readonly url: string;
  /** Names of tables that are not the project's. */
  readonly leaveOut?: readonly string[];
}

export interface DeriveFromStructure extends DeriveOptions {
  /** What was read once, or the file that it is kept in: then no server is needed. */
  readonly structure: DatabaseStructure | URL;
}

/**
 * Makes a domain of tables that nothing is written for: an entity, a factory and rules for each, and the scenario
 * `sample`, which fills all of them.
 *
 * A factory is called like its table, in camel case; so are properties, and a relation like its column without `_id`.
 *
 * @throws `unknown_name` for overrides; `structure_unreadable`; with `url`, what connecting throws
 * @example
 * const shop = await deriveDomain({ name: 'shop', url: 'postgresql://localhost/shop' });
 *
 * @example
 * const shop = deriveDomain({
 *   name: 'shop',
 *   structure: new URL('./seedbed/structure.json', import.meta.url),
 *   overrides: { customer: { segment: ({ random }) => random.pick(['a', 'b']) } },
 * });
 */
export function deriveDomain(options: DeriveFromDatabase): Promise<Domain>;
export function deriveDomain(options: DeriveFromStructure): Domain;
export function deriveDomain(options: DeriveFromDatabase | DeriveFromStructure): Promise<Domain> | Domain {
  if ('structure' in options) {
    const { structure } = options;
    return domainOf(structure instanceof URL ? structureIn(structure) : structure, options);
  }
  return readStructure(options.url, options).then((structure) => domainOf(structure, options));
}

function domainOf(
  structure: DatabaseStructure,
  { name, overrides = {}, scenarios = [], rules = [] }: DeriveOptions,
): Domain {
  const derived = entitiesOf(structure);
  const factories = derivedFactories(structure, derived, overrides);
  const byName = new Map([...factories.values()].map((factory) => [factory.name, factory]));
  requireNames(overrides, [...byName.keys()], { place: `The overrides of '${name}'`, kind: 'factory' });
  const { names, classOf: _, ...parts } = derived;
  const order = tablesOf(defineSchema({ name, ...parts })).map((table) => table.name);
  const sample = sampleScenario(samplePlan(structure, names, order), names, factories);
  return defineDomain({
    name,
    ...parts,
    factories: Object.fromEntries<AnyFactory>(byName),
    scenarios: [sample, ...scenarios],
    rules,
  });
}
