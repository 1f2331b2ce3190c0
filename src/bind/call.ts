import { closest } from 'fastest-levenshtein';
import type { EntityClass } from '../entities/row.ts';
import { MissingValueError } from '../errors/missing-value.ts';
import { UnknownOverrideError } from '../errors/unknown-override.ts';
import { type AnyHook, type Blueprint, blueprintFor } from '../factories/blueprint.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { parametersOf } from '../factories/row-maker.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Address } from '../random/address.ts';
import { keyOf } from '../random/key.ts';
import { Stream } from '../random/stream.ts';
import type { Aside, Made } from './made.ts';
import { ParentFinder, type Surroundings } from './parent-finder.ts';
import type { Structure } from './structure.ts';

export type { Made } from './made.ts';

type Overrides = Readonly<Record<string, unknown>>;

/** What the rows of one outermost record share. */
interface Graph {
  readonly address: Address;
  /** Parents that were made for one of them. */
  readonly shared: Map<EntityClass, AnyRow>;
  /** How many rows of each factory lie below the address. */
  readonly counts: Map<string, number>;
}

/** One call of a bound factory: makes rows with their parents in memory; nothing is written here. */
export class Call {
  readonly made: Made[] = [];
  readonly #around: Surroundings;
  readonly #companions: (() => void)[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Makes the outermost row at an address. */
  start(factory: AnyFactory, overrides: Overrides, address: Address): AnyRow {
    const graph: Graph = { address, shared: new Map(), counts: new Map() };
    return this.#make(factory, overrides, address, graph);
  }

  /**
   * Makes the rows that rules demand beside those made so far, where there are none, and returns them.
   * It can be asked again after a failure: what was added is forgotten, and the demands stay.
   */
  addCompanions(): readonly Made[] {
    const first = this.made.length;
    const demands = this.#companions.length;
    try {
      // Companions may have companions: the list grows while it is gone through.
      for (let i = 0; i < this.#companions.length; i++) this.#companions[i]?.();
      return this.made.slice(first);
    } catch (error) {
      for (const { factory, row } of this.made.splice(first)) this.#around.ledger.remove(factory.entity, row);
      this.#companions.length = demands;
      throw error;
    }
  }

  /** Forgets what the call has made. */
  undo(): void {
    for (const { factory, row } of this.made) this.#around.ledger.remove(factory.entity, row);
  }

  #make(factory: AnyFactory, overrides: Overrides, address: Address, graph: Graph): AnyRow {
    const blueprint = blueprintFor(factory);
    const { structure, ledger } = this.#around;
    requireKnownNames(blueprint, overrides, structure);
    const aside: Aside = {};
    const admitted = this.#admitted(blueprint, overrides, aside);
    const found = new ParentFinder(this.#around, {
      blueprint,
      overrides: admitted,
      aside,
      n: address.n,
      isOutermost: address === graph.address,
      isUsual: structure.isUsual(factory),
      shared: graph.shared,
      make: (entity, given) => {
        const row = this.#below(structure.factoryOf(entity, factory.name), given, graph, graph.shared);
        graph.shared.set(entity, row);
        return row;
      },
    }).find();
    if ('instead' in found) return found.instead;
    const parents = found;
    const given: Record<string, unknown> = { ...blueprint.params, ...admitted };
    for (const [name, row] of parents) given[name] = row;
    requireValues(blueprint, given);
    // Given names, parents and columns were checked above; the whole row is checked before it is written.
    const row = factory.row(address, given as never) as Record<string, unknown>;
    for (const name in aside) {
      row[name] = aside[name];
      parents.delete(name);
    }
    ledger.add(factory.entity, row, parents);
    this.made.push({ factory, row });
    this.#runHooks(blueprint, { row, parents, overrides, address, graph });
    return row;
  }

  /** The overrides without the columns whose values no database would take: the functions of others see good ones. */
  #admitted({ name, entity, parents }: Blueprint, overrides: Overrides, aside: Aside): Overrides {
    let admitted = overrides;
    for (const column in overrides) {
      const value = overrides[column];
      if (value === undefined || column in parents) continue;
      if (this.#around.checker.admits(name, entity, column, value)) continue;
      aside[column] = value;
      const { [column]: _, ...others } = admitted;
      admitted = others;
    }
    return admitted;
  }

  #below(factory: AnyFactory, given: Overrides, graph: Graph, shared: Map<EntityClass, AnyRow>): AnyRow {
    const n = graph.counts.get(factory.name) ?? 0;
    graph.counts.set(factory.name, n + 1);
    return this.#make(factory, given, graph.address.child(factory.name, n), { ...graph, shared });
  }

  #runHooks(
    blueprint: Blueprint,
    {
      row,
      parents,
      overrides,
      address,
      graph,
    }: {
      row: AnyRow;
      parents: ReadonlyMap<string, AnyRow | null>;
      overrides: Overrides;
      address: Address;
      graph: Graph;
    },
  ): void {
    if (blueprint.after.length === 0 && blueprint.companions.length === 0) return;
    const hook = {
      row,
      parents: Object.fromEntries(parents),
      params: parametersOf(blueprint.params, overrides),
      n: address.n,
      at: address.at,
      random: new Stream().rekey(address.key, keyOf('hook')),
      // Each row that a hook adds has parents of its own, but for those that the hook names.
      add: (factory: AnyFactory, given: Overrides) => this.#below(factory, given, graph, new Map()),
      has: (entity: EntityClass, values: Overrides) => this.#has(entity, values, parents),
    };
    const run = (one: AnyHook) => one(hook as never);
    for (const one of blueprint.after) run(one);
    for (const one of blueprint.companions) this.#companions.push(() => run(one));
  }

  /** @param parents those of the row whose hook asks: one that was built is in no ledger */
  #has(entity: EntityClass, values: Overrides, parents: ReadonlyMap<string, AnyRow | null>): boolean {
    const { ledger, structure } = this.#around;
    const [first, ...others] = Object.entries(values);
    if (!first) throw new TypeError(`has(${entity.name}) needs a relation to look by`);
    const target = structure.targetOf(entity, first[0]);
    const isMeant = (row: AnyRow | null) => row !== null && structure.keyOf(target, row) === first[1];
    const parent =
      ledger.find(target, first[1]) ?? [...parents.values()].find(isMeant) ?? ledger.row(target, first[1]);
    for (const row of ledger.children(entity, first[0], parent)) {
      if (others.every(([name, value]) => row[name] === value)) return true;
    }
    return false;
  }
}

function requireKnownNames(
  { name, entity, parents, params }: Blueprint,
  overrides: Overrides,
  structure: Structure,
): void {
  const properties = structure.properties(entity);
  for (const override in overrides) {
    if (properties.has(override) || override in parents || override in params) continue;
    const known = [...properties, ...Object.keys(parents), ...Object.keys(params)];
    throw new UnknownOverrideError(name, override, closest(override, known));
  }
}

function requireValues({ name, required }: Blueprint, given: Overrides): void {
  for (const value of required) if (given[value] === undefined) throw new MissingValueError(name, value);
}
