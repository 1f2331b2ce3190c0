import type { EntityClass } from '../entities/row.ts';
import type { Blueprint } from '../factories/blueprint.ts';
import type { ParentOptions } from '../factories/definition.ts';
import { sourcesOf } from '../factories/row-maker.ts';
import type { ParentRows } from './identity-map.ts';

/** How one parent of a factory's rows is found. */
export interface ParentSpec {
  readonly name: string;
  readonly of: EntityClass;
  readonly options: ParentOptions;
  /** What takes turns through a pool: this parent of this factory. */
  readonly user: string;
  /** The parents through which it is found where it is not given. */
  readonly sources: readonly string[];
  /** Whether the row is without it unless it is given. */
  readonly isAbsent: boolean;
  /** Whether what is known of it may tell about other parents, or the other way round. */
  readonly isShared: boolean;
  /** Other parents of the row that it must have too, if it has parents of these names. */
  readonly ancestors: readonly string[];
}

/** What is the same for every row of a factory about finding parents. */
export interface ParentPlan {
  readonly specs: readonly ParentSpec[];
  /** A parent and another one of the row that it has too. */
  readonly agreements: readonly {
    readonly name: string;
    readonly ancestor: string;
    readonly of: EntityClass;
  }[];
  /** Every parent, not found yet: what to begin with. */
  readonly open: ParentRows;
}

const plans = new WeakMap<Blueprint, ParentPlan>();

/** The plan of a factory; it is made once. */
export function parentPlan(blueprint: Blueprint): ParentPlan {
  const known = plans.get(blueprint);
  if (known) return known;
  const plan = makePlan(blueprint);
  plans.set(blueprint, plan);
  return plan;
}

function makePlan({ name: factory, parents }: Blueprint): ParentPlan {
  const all = Object.entries(parents);
  const following = (name: string) =>
    all.flatMap(([other, { through }]) => ([through ?? []].flat().includes(name) ? [other] : []));
  const pairs = all.flatMap(([name, { through = [], sameAs = [] }]) => [
    ...(typeof through === 'string' ? [through] : through).map((source) => ({
      name: source,
      ancestor: name,
    })),
    ...sameAs.map((ancestor) => ({ name, ancestor })),
  ]);
  const agreements = pairs.flatMap(({ name, ancestor }) => {
    const of = parents[ancestor]?.of;
    return of ? [{ name, ancestor, of }] : [];
  });
  const specs = all.map(([name, options]): ParentSpec => {
    const { of, optional, inherit, oneOf } = options;
    const sources = sourcesOf(options);
    const isShared = agreements.some((pair) => pair.name === name || pair.ancestor === name);
    const isAbsent = optional === true && !inherit && !oneOf && !isShared && sources.length === 0;
    const ancestors = [...(options.sameAs ?? []), ...following(name)];
    return { name, of, options, user: `${factory}.${name}`, sources, isAbsent, isShared, ancestors };
  });
  return { specs, agreements, open: Object.fromEntries(specs.map(({ name }) => [name, undefined])) };
}
