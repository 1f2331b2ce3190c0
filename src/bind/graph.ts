import type { EntityClass } from '../entities/row.ts';
import { type AnyHook, type Blueprint, blueprintFor } from '../factories/blueprint.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { requireKnownNames } from '../factories/names.ts';
import { parametersOf } from '../factories/row-maker.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Address } from '../random/address.ts';
import { keyOf } from '../random/key.ts';
import { Stream } from '../random/stream.ts';
import type { Context } from './context.ts';
import type { ParentRows } from './identity-map.ts';
import { Lookup } from './lookup.ts';
import type { Made } from './made.ts';
import type { Missing } from './missing.ts';
import { type Aside, ParentFinder } from './parent-finder.ts';
import { endlessParents, missingValue } from './refusals.ts';
import type { Turns } from './shared-parents.ts';

type Overrides = Readonly<Record<string, unknown>>;

/** More parents than any schema has one above the other. */
const LONGEST_CHAIN = 100;

/** How many rows of each factory have been made somewhere. */
type Counts = Map<string, number>;

/** What the rows have in common that are made for one outermost row. */
interface Family {
  readonly address: Address;
  /** Parents that were made for one of them. */
  readonly parents: Map<EntityClass, AnyRow>;
  readonly counts: Counts;
}

/** A row and what its hooks see of it. */
export interface Hooked {
  readonly blueprint: Blueprint;
  readonly row: AnyRow;
  readonly parents: ParentRows;
  readonly overrides: Overrides;
  readonly address: Address;
  readonly family: Family;
}

/**
 * The rows of one call with all that they need, made in memory: nothing is read or written here. A step returns
 * what has to be read before it can be done, and has done nothing then.
 */
export class Graph {
  /** All rows that were made, parents first. */
  readonly made: Made[] = [];
  /** Those that were asked for. */
  readonly rows: AnyRow[] = [];
  /** Rows that may need others. */
  readonly pending: Hooked[] = [];
  readonly #context: Context;
  readonly #lookup: Lookup;
  /** Rows that were built before, which are to be written with these. */
  readonly #adopted: Made[] = [];
  /** Where a number was given to a row. */
  readonly #numbered: [counts: Counts, label: string][] = [];
  /** The factories whose parents are being made, from the outermost. */
  readonly #chain: string[] = [];
  readonly #turns: Turns;

  constructor(context: Context) {
    this.#context = context;
    this.#lookup = new Lookup(context.structure, context.identityMap);
    this.#turns = context.sharedParents.turns();
  }

  /** Makes rows with their parents, and what hooks add to them. */
  make(factory: AnyFactory, count: number, overrides: Overrides): Missing | undefined {
    const { root, counts } = this.#context;
    for (let i = 0; i < count && !this.#lookup.missing; i++) {
      const address = root.child(factory.name, this.#number(counts, factory.name));
      const family = { address, parents: new Map(), counts: new Map() };
      const row = this.#make(factory, overrides, address, family);
      if (row) this.rows.push(row);
    }
    return this.#result();
  }

  /** Makes the rows that rules demand with those made so far, or in other calls, where there are none. */
  ensure(others: readonly Hooked[] = []): Missing | undefined {
    this.pending.push(...others);
    // What is ensured may ask for more: the list grows while it is gone through.
    for (const one of this.pending) this.#run(one.blueprint.ensure, one);
    return this.#result();
  }

  /** A row and those of the call that belong to it: what hooks have made. */
  below(row: AnyRow): Set<AnyRow> {
    const below = new Set([row]);
    for (const one of this.made) {
      for (const parent of Object.values(this.#context.identityMap.parentsOf(one.row))) {
        if (parent && below.has(parent)) below.add(one.row);
      }
    }
    return below;
  }

  /** Some of the rows that were made, after those built in other calls that they belong to. */
  withBuilt(made: readonly Made[]): Made[] {
    const { structure, identityMap } = this.#context;
    const first = this.#adopted.length;
    const adopt = ({ factory, row }: Made): void => {
      const parents = identityMap.parentsOf(row);
      for (const relation in parents) {
        const parent = parents[relation];
        if (!parent || identityMap.holds(parent)) continue;
        // No relation of the entity is what it only stands below.
        const target =
          structure.relations(factory.entity).get(relation) ?? blueprintFor(factory).parents[relation]?.of;
        if (!target) continue;
        identityMap.add(target, parent);
        const above = { factory: structure.factoryOf(target, factory.name), row: parent };
        adopt(above);
        this.#adopted.push(above);
      }
    };
    for (const one of made) adopt(one);
    return [...this.#adopted.slice(first), ...made];
  }

  /** From now on nothing knows of these rows but those who have them. */
  forget(made: Iterable<Made> = this.made): void {
    for (const { factory, row } of made) this.#context.identityMap.remove(factory.entity, row);
  }

  /** Makes as if there had been no call. */
  discard(): void {
    this.forget();
    this.forget(this.#adopted);
    for (const [counts, label] of this.#numbered) counts.set(label, (counts.get(label) ?? 0) - 1);
    this.#context.sharedParents.restore(this.#turns);
    for (const list of [this.made, this.rows, this.pending, this.#adopted, this.#numbered, this.#chain])
      list.length = 0;
  }

  /** What the rows that are being made wait for. */
  #result(): Missing | undefined {
    const { missing } = this.#lookup;
    if (!missing) return undefined;
    this.discard();
    this.#lookup.missing = undefined;
    return missing;
  }

  #number(counts: Counts, label: string): number {
    const n = counts.get(label) ?? 0;
    counts.set(label, n + 1);
    this.#numbered.push([counts, label]);
    return n;
  }

  /** Undefined where something is missing. */
  #make(factory: AnyFactory, overrides: Overrides, address: Address, family: Family): AnyRow | undefined {
    const blueprint = blueprintFor(factory);
    const { structure, identityMap } = this.#context;
    requireKnownNames(blueprint, overrides);
    const aside: Aside = {};
    const admitted = this.#admitted(blueprint, overrides, aside);
    const finder = new ParentFinder(this.#context, this.#lookup, {
      blueprint,
      overrides: admitted,
      aside,
      n: address.n,
      isOutermost: address === family.address,
      isUsual: structure.isUsual(factory),
      common: family.parents,
    });
    finder.start();
    for (let spec = finder.next(); spec && !finder.instead; spec = finder.next()) {
      if (this.#lookup.missing) return undefined;
      let parent = finder.choose(spec);
      if (parent === undefined) {
        const above = structure.factoryOf(spec.of, factory.name);
        this.#chain.push(above.name);
        if (this.#chain.length > LONGEST_CHAIN) throw endlessParents(this.#chain);
        parent = this.#below(above, finder.valuesFor(spec), family);
        this.#chain.pop();
        if (parent) family.parents.set(spec.of, parent);
      }
      finder.set(spec, parent);
    }
    if (this.#lookup.missing || finder.instead) return finder.instead;
    const parents: ParentRows = finder.found;
    const given: Record<string, unknown> = { ...blueprint.transient, ...admitted, ...parents };
    requireValues(blueprint, given);
    // Given names, parents and columns were checked above; the whole row is checked before it is written.
    const row = factory.row(address, given as never) as Record<string, unknown>;
    Object.assign(row, aside);
    identityMap.add(factory.entity, row, withoutRefused(parents, aside));
    this.made.push({ factory, row });
    // A row with a value that no database would take gets nothing that belongs to it.
    if (Object.keys(aside).length === 0) {
      const hooked = { blueprint, row, parents, overrides, address, family };
      this.#run(blueprint.afterCreate, hooked);
      if (blueprint.ensure.length > 0) this.pending.push(hooked);
    }
    // Not all relations have a parent in the definition; its entity will hold them all. A hook may have made some.
    for (const [name, target] of structure.references(factory.entity)) this.#lookup.parent(row, name, target);
    return row;
  }

  /** The overrides without the columns whose values no database would take: the functions of others see good ones. */
  #admitted({ name, entity, parents }: Blueprint, overrides: Overrides, aside: Aside): Overrides {
    let admitted = overrides;
    for (const column in overrides) {
      const value = overrides[column];
      if (value === undefined || column in parents) continue;
      if (this.#context.checker.admits(name, entity, column, value)) continue;
      aside[column] = value;
      const { [column]: _, ...others } = admitted;
      admitted = others;
    }
    return admitted;
  }

  #below(factory: AnyFactory, given: Overrides, family: Family): AnyRow | undefined {
    if (this.#lookup.missing) return undefined;
    const address = family.address.child(factory.name, this.#number(family.counts, factory.name));
    return this.#make(factory, given, address, family);
  }

  #run(hooks: readonly AnyHook[], { blueprint, row, parents, overrides, address, family }: Hooked): void {
    if (hooks.length === 0 || this.#lookup.missing) return;
    const hook = {
      row,
      parents,
      transient: parametersOf(blueprint.transient, overrides),
      n: address.n,
      now: address.now,
      random: new Stream().rekey(address.key, keyOf('hook')),
      // Each row that a hook adds has parents of its own, but for those that the hook names.
      add: (factory: AnyFactory, given: Overrides) =>
        this.#below(factory, given, { ...family, parents: new Map() }) ?? {},
      has: (entity: EntityClass, values: Overrides) => this.#has(entity, values, parents),
    };
    // A hook goes on where something is missing, and what it does then is discarded.
    for (const run of hooks) this.#lookup.answer(() => run(hook as never));
  }

  /** @param parents those of the row whose hook asks: one that was built is in no identity map */
  #has(entity: EntityClass, values: Overrides, parents: ParentRows): boolean {
    const { identityMap, structure } = this.#context;
    const [first, ...others] = Object.entries(values);
    if (!first) throw new TypeError(`has(${entity.name}) needs a relation to look by`);
    const [relation, key] = first;
    const target = structure.targetOf(entity, relation);
    const isMeant = (row: AnyRow | null | undefined) => row && structure.keyOf(target, row) === String(key);
    const parent =
      identityMap.find(target, key) ?? Object.values(parents).find(isMeant) ?? this.#lookup.row(target, key);
    const children = parent ? this.#lookup.children(entity, relation, parent) : [];
    for (const row of children) if (others.every(([name, value]) => row[name] === value)) return true;
    return this.#lookup.missing !== undefined;
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
