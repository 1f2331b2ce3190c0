import type { Domain } from '../domain.ts';
import type { EntityClass, RowOf } from '../entities/row.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { withSamples } from '../factories/factory.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Address } from '../random/address.ts';
import type { Make } from '../rules/counterexample.ts';
import { STRICT } from './checker.ts';
import { type Context, createContext } from './context.ts';
import { Graph } from './graph.ts';
import type { Made } from './made.ts';
import { needsDatabase } from './refusals.ts';
import type { Structure } from './structure.ts';

/** Makes the rows of one counterexample in memory, as bound factories would make them in an empty database. */
export class Maker implements Make {
  /** The rows that are there before the rule is broken, parents first. */
  readonly rows: Made[] = [];
  readonly structure: Structure;
  readonly #context: Context;

  constructor(domain: Domain, root: Address) {
    const factories = Object.fromEntries(
      Object.entries(domain.factories).map(([name, factory]) => [name, withSamples(factory)]),
    );
    this.#context = createContext({ ...domain, factories }, { root, rules: [], observer: STRICT });
    this.structure = this.#context.structure;
  }

  row<E extends object>(entity: EntityClass<E>, given: AnyRow = {}, ...traits: string[]): RowOf<E> {
    const graph = this.#make(entity, given, traits, 'ensured');
    this.rows.push(...graph.made);
    // A factory of the entity makes rows of it.
    return graph.rows[0] as RowOf<E>;
  }

  spare<E extends object>(entity: EntityClass<E>, given: AnyRow = {}, ...traits: string[]): RowOf<E> {
    const graph = this.#make(entity, given, traits, 'alone');
    const [row = {}] = graph.rows;
    const below = graph.below(row);
    this.rows.push(...graph.made.filter((one) => !below.has(one.row)));
    graph.forget(graph.made.filter((one) => below.has(one.row)));
    return this.structure.written(entity, row) as RowOf<E>;
  }

  #make(entity: EntityClass, given: AnyRow, traits: readonly string[], how: 'ensured' | 'alone'): Graph {
    const factory = withTraits(this.structure.factoryOf(entity, entity.name), traits);
    const graph = new Graph(this.#context);
    let missing = graph.make(factory, 1, given);
    if (how === 'ensured') missing ??= graph.ensure();
    if (missing) throw needsDatabase(factory.name, missing);
    return graph;
  }
}

function withTraits(factory: AnyFactory, traits: readonly string[]): AnyFactory {
  return traits.reduce((so, trait) => {
    const apply: unknown = Reflect.get(so, trait);
    if (typeof apply !== 'function') throw new TypeError(`${factory.name} has no trait '${trait}'`);
    // A factory's traits give such a factory again.
    return apply() as AnyFactory;
  }, factory);
}
