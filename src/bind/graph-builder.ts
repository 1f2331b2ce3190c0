import type { EntityClass } from '../entities/row.ts';
import { type AnyHook, type Blueprint, blueprintFor } from '../factories/blueprint.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { requireKnownNames } from '../factories/names.ts';
import { parametersOf } from '../factories/row-maker.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Address } from '../random/address.ts';
import { keyOf } from '../random/key.ts';
import { Stream } from '../random/stream.ts';
import { Graph } from './graph.ts';
import type { Aside, Made, ParentRows } from './made.ts';
import { missingValue } from './missing-value.ts';
import { ParentFinder, type Surroundings } from './parent-finder.ts';

export type { Made } from './made.ts';

type Overrides = Readonly<Record<string, unknown>>;

/** One call of a bound factory: makes rows with their parents in memory; nothing is written here. */
export class Call {
  readonly made: Made[] = [];
  readonly #around: Surroundings;
  readonly #ensuring: (() => void)[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Whether rules may demand rows beside those made so far. */
  get hasCompanions(): boolean {
    return this.#ensuring.length > 0;
  }

  /** Makes the outermost row at an address. */
  start(factory: AnyFactory, overrides: Overrides, address: Address): AnyRow {
    return this.#make(factory, overrides, address, new Graph(address));
  }

  /**
   * Makes the rows that rules demand beside those made so far, where there are none, and returns them.
   * It can be asked again after a failure: what was added is forgotten, and the demands stay.
   */
  addCompanions(): readonly Made[] {
    const first = this.made.length;
    const demands = this.#ensuring.length;
    try {
      // What is ensured may ask for more: the list grows while it is gone through.
      for (let i = 0; i < this.#ensuring.length; i++) this.#ensuring[i]?.();
      return this.made.slice(first);
    } catch (error) {
      for (const { factory, row } of this.made.splice(first))
        this.#around.identityMap.remove(factory.entity, row);
      this.#ensuring.length = demands;
      throw error;
    }
  }

  /** A row and those of the call that belong to it: what hooks have made. */
  below(row: AnyRow): Set<AnyRow> {
    const below = new Set([row]);
    for (const one of this.made) {
      for (const parent of Object.values(this.#around.identityMap.parentsOf(one.row))) {
        if (parent && below.has(parent)) below.add(one.row);
      }
    }
    return below;
  }

  /** Forgets what the call has made. */
  undo(): void {
    for (const { factory, row } of this.made) this.#around.identityMap.remove(factory.entity, row);
  }

  #make(factory: AnyFactory, overrides: Overrides, address: Address, graph: Graph): AnyRow {
    const blueprint = blueprintFor(factory);
    const { structure, identityMap } = this.#around;
    requireKnownNames(blueprint, overrides);
    const aside: Aside = {};
    const admitted = this.#admitted(blueprint, overrides, aside);
    const finder = new ParentFinder(this.#around, {
      blueprint,
      overrides: admitted,
      aside,
      n: address.n,
      isOutermost: address === graph.address,
      isUsual: structure.isUsual(factory),
      graph,
      make: (entity, given) => {
        const row = this.#below(structure.factoryOf(entity, factory.name), given, graph);
        graph.share(entity, row);
        return row;
      },
    });
    const parents = finder.find();
    if (finder.instead) return finder.instead;
    const given: Record<string, unknown> = { ...blueprint.transient, ...admitted, ...parents };
    requireValues(blueprint, given);
    // Given names, parents and columns were checked above; the whole row is checked before it is written.
    const row = factory.row(address, given as never) as Record<string, unknown>;
    Object.assign(row, aside);
    identityMap.add(factory.entity, row, withoutRefused(parents, aside));
    this.made.push({ factory, row });
    // A row with a value that no database would take gets nothing below or beside it.
    if (Object.keys(aside).length === 0) {
      this.#runHooks(blueprint, { row, parents, overrides, address, graph });
    }
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

  #below(factory: AnyFactory, given: Overrides, graph: Graph): AnyRow {
    return this.#make(factory, given, graph.next(factory.name), graph);
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
      parents: ParentRows;
      overrides: Overrides;
      address: Address;
      graph: Graph;
    },
  ): void {
    if (blueprint.afterCreate.length === 0 && blueprint.ensure.length === 0) return;
    const hook = {
      row,
      parents,
      transient: parametersOf(blueprint.transient, overrides),
      n: address.n,
      now: address.now,
      random: new Stream().rekey(address.key, keyOf('hook')),
      // Each row that a hook adds has parents of its own, but for those that the hook names.
      add: (factory: AnyFactory, given: Overrides) => this.#below(factory, given, graph.withoutParents()),
      has: (entity: EntityClass, values: Overrides) => this.#has(entity, values, parents),
    };
    const run = (one: AnyHook) => one(hook as never);
    for (const one of blueprint.afterCreate) run(one);
    for (const one of blueprint.ensure) this.#ensuring.push(() => run(one));
  }

  /** @param parents those of the row whose hook asks: one that was built is in no identity map */
  #has(entity: EntityClass, values: Overrides, parents: ParentRows): boolean {
    const { identityMap, structure } = this.#around;
    const [first, ...others] = Object.entries(values);
    if (!first) throw new TypeError(`has(${entity.name}) needs a relation to look by`);
    const target = structure.targetOf(entity, first[0]);
    const isMeant = (row: AnyRow | null | undefined) => row && structure.keyOf(target, row) === first[1];
    const parent =
      identityMap.find(target, first[1]) ??
      Object.values(parents).find(isMeant) ??
      identityMap.row(target, first[1]);
    for (const row of identityMap.children(entity, first[0], parent)) {
      if (others.every(([name, value]) => row[name] === value)) return true;
    }
    return false;
  }
}

/** What was refused has no row, even where one was made to go on with. */
function withoutRefused(parents: ParentRows, aside: Aside): ParentRows {
  let known = parents;
  for (const name in aside) if (name in parents) known = { ...known, [name]: undefined };
  return known;
}

function requireValues({ name, required }: Blueprint, given: Overrides): void {
  for (const value of required) if (given[value] === undefined) throw missingValue(name, value);
}
