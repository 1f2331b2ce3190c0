import type { z } from 'zod';
import type { EntityClass } from '../entities/row.ts';
import { SeedbedError } from '../errors/error.ts';
import { requireNames } from '../errors/unknown-name.ts';
import type { Rows } from '../load/sink.ts';
import { Address, type Origin } from '../random/address.ts';
import { type Places, Scope } from './scope.ts';
import type { Shard } from './shard.ts';

/** Stops where rows may be taken away. */
type Steps = Generator<undefined, void>;

type Unit<P extends z.ZodObject, S, R> = (scope: Scope, parameters: z.output<P>, k: number, shared: S) => R;

export interface ScenarioDefinition<Name extends string, P extends z.ZodObject, S> {
  /** What it is called on the command line. */
  readonly name: Name;
  /** One line: what a person finds in it. */
  readonly summary: string;
  /** Typed, bounded parameters, each with a default and a description. */
  readonly parameters: P;
  /** False where its keys and unique values have no room for a namespace, so that it cannot be added to other data. */
  readonly appendable?: false;
  /** Makes the rows that every unit may point to; what it returns is handed to each. */
  readonly shared: (scope: Scope, parameters: z.output<P>) => S;
  /** How many units there are beside the shared part. None where there is no `unit`. */
  readonly units?: (parameters: z.output<P>) => number;
  /**
   * Makes the k-th unit's rows from the shared part alone; units do not see each other. Where one makes thousands
   * of rows, a generator function says by `yield` that those made so far can go.
   */
  readonly unit?: Unit<P, S, void> | Unit<P, S, Steps>;
  /** How many rows of each entity there are, where that is arithmetic: they need not be made to be counted. */
  readonly counts?: (parameters: z.output<P>) => ReadonlyMap<EntityClass, number>;
}

/**
 * Which parts of a dataset are made:
 * - `shard`: all where it is left out. Others are not made.
 * - `places`: where given, remembers where in the code each row was added, which takes its time.
 */
export type PartArguments = [
  origin: Origin,
  parameters: Readonly<Record<string, unknown>>,
  shard?: Shard | undefined,
  places?: Places | undefined,
];

/** A named, parameterised dataset. */
export interface Scenario<Name extends string = string> {
  readonly name: Name;
  readonly summary: string;
  readonly parameters: z.ZodObject;
  /** Whether it can be added to other data. */
  readonly appendable: boolean;
  /** The texts of the functions that make it; what they call elsewhere is not among them. */
  readonly source: string;
  /** The parts of the dataset, the shared one first; each is made when it is asked for. */
  parts(...part: PartArguments): Iterable<Rows>;
  /** The scopes in which the parts are made, each as often as it holds rows that are to be taken. */
  scopes(...part: PartArguments): Iterable<Scope>;
  /** How many units it has beside the shared part. */
  units(parameters: Readonly<Record<string, unknown>>): number;
  /** How many rows of each entity it has; undefined where they have to be made to be counted. */
  counts(parameters: Readonly<Record<string, unknown>>): ReadonlyMap<EntityClass, number> | undefined;
}

const PARTS: readonly (keyof ScenarioDefinition<string, z.ZodObject, unknown>)[] = [
  'name',
  'summary',
  'parameters',
  'appendable',
  'shared',
  'units',
  'unit',
  'counts',
];

/**
 * Defines a scenario. It must be a pure function of its arguments: no clock and no randomness but the
 * scope's, so that the same seed gives the same bytes.
 *
 * @throws `unknown_name`, `scenario_invalid`
 * @example
 * export const minimal = defineScenario({
 *   name: 'minimal',
 *   summary: 'One user.',
 *   parameters: z.strictObject({}),
 *   shared: (scope) => scope.add(user, 0, {}),
 * });
 */
export function defineScenario<const Name extends string, P extends z.ZodObject, S>(
  definition: ScenarioDefinition<Name, P, S>,
): Scenario<Name> {
  requireNames(definition, PARTS, { place: `The scenario '${definition.name}'`, kind: 'part of a scenario' });
  const { name, summary, parameters: schema, shared, units, unit, counts } = definition;
  requireDescribed(name, schema);
  const unitsOf = (parameters: z.output<P>): number => (unit ? (units?.(parameters) ?? 0) : 0);
  return scenarioOf({
    name,
    summary,
    parameters: schema,
    appendable: definition.appendable !== false,
    source: [shared, units, unit].map(String).join('\n'),
    *scopes(origin, given, { number, of } = { number: 1, of: 1 }, places) {
      const parameters = schema.parse(given);
      const root = Address.root(origin);
      const first = new Scope(root, places);
      const common = shared(first, parameters);
      if (number === 1) yield first;
      const count = unitsOf(parameters);
      // By stride: units of one kind stand together and cost alike, so each shard gets some of every kind.
      for (let k = number - 1; k < count; k += of) {
        const scope = new Scope(root.child('unit', k), places);
        const made: unknown = unit?.(scope, parameters, k, common);
        if (areSteps(made)) for (const _ of made) yield scope;
        yield scope;
      }
    },
    units: (given) => unitsOf(schema.parse(given)),
    counts: (given) => counts?.(schema.parse(given)),
  });
}

/** Completes a scenario by its parts, whose rows are taken out of its scopes. */
export const scenarioOf = <Name extends string>(made: Omit<Scenario<Name>, 'parts'>): Scenario<Name> => ({
  ...made,
  *parts(...part) {
    for (const scope of made.scopes(...part)) yield scope.take();
  },
});

/** Another copy of zod does as well, if it is not too old to tell what a schema takes. */
function requireDescribed(
  scenario: string,
  parameters: { readonly toJSONSchema?: unknown } | undefined,
): void {
  if (typeof parameters?.toJSONSchema === 'function') return;
  throw new SeedbedError('scenario_invalid', {
    message: `The scenario '${scenario}' has parameters that are no object schema of zod 4.2 or newer.`,
    details: { scenario },
  });
}

// Any function may be a unit, whatever it returns: rows, or a list of them.
const areSteps = (made: unknown): made is Steps =>
  typeof made === 'object' && made !== null && Symbol.iterator in made && 'next' in made;
