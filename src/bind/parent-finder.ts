import type { EntityClass } from '../entities/row.ts';
import type { Blueprint } from '../factories/blueprint.ts';
import { contradictoryParents } from '../factories/contradictory-parents.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Checker } from './checker.ts';
import type { Entities } from './entities.ts';
import type { Graph } from './graph.ts';
import type { IdentityMap } from './identity-map.ts';
import type { Aside, ParentRows } from './made.ts';
import { missingValue } from './missing-value.ts';
import { type ParentPlan, type ParentSpec, parentPlan } from './parent-plan.ts';
import { poolUsedUp } from './pool-used-up.ts';
import type { SharedParents } from './shared-parents.ts';
import type { Structure } from './structure.ts';

/** What all rows of a binding are found in. */
export interface Surroundings {
  readonly structure: Structure;
  readonly identityMap: IdentityMap;
  readonly entities: Entities;
  readonly checker: Checker;
  readonly sharedParents: SharedParents;
}

interface Search {
  readonly blueprint: Blueprint;
  readonly overrides: Readonly<Record<string, unknown>>;
  /** The row's number among the outermost ones of its factory. */
  readonly n: number;
  /** Whether the row was asked for by the user, rather than made as somebody's parent. */
  readonly isOutermost: boolean;
  /** Whether it is made by its entity's own factory, without traits. */
  readonly isUsual: boolean;
  /** Takes the keys of parents that cannot be, where that is not thrown. */
  readonly aside: Aside;
  readonly graph: Graph;
  readonly make: (entity: EntityClass, given: Readonly<Record<string, unknown>>) => AnyRow;
}

/**
 * Finds the parents of one row: those given, those that follow from them, those that `within` holds, those
 * that the call has made already, and makes what is still missing so that it fits.
 */
export class ParentFinder {
  /** A row to take in the place of this one: see `find`. */
  instead: AnyRow | undefined;
  readonly #around: Surroundings;
  readonly #search: Search;
  readonly #plan: ParentPlan;
  readonly #found: Record<string, AnyRow | null | undefined>;
  /** Values to make a parent with. */
  #nested: Map<string, object> | undefined;
  /** Through which parent one was found. */
  #via: Map<string, string> | undefined;

  constructor(around: Surroundings, search: Search) {
    this.#around = around;
    this.#search = search;
    this.#plan = parentPlan(search.blueprint);
    this.#found = { ...this.#plan.open };
  }

  /**
   * The parents of the row. Where it was to be made for another one, and `within` holds only parents that have
   * such a row already, there are none, and that row is `instead`.
   *
   * @throws `contradictory_parents`, `missing_value`, `pool_used_up`, NeedRow
   */
  find(): ParentRows {
    const { specs } = this.#plan;
    for (const spec of specs) this.#takeGiven(spec);
    this.#follow();
    if (!this.#around.sharedParents.isEmpty) {
      // Pools last: whom they give depends on the others.
      for (const isPool of [false, true]) this.#takeAllPinned(isPool);
      if (this.instead) return this.#found;
    }
    for (const spec of specs) if (this.#isOpen(spec)) this.#settle(spec, spec.options.through !== undefined);
    // What follows from another parent has been found through it, unless that one is absent.
    for (const spec of specs) if (this.#isOpen(spec)) this.#settle(spec, false);
    return this.#found;
  }

  #isOpen(spec: ParentSpec): boolean {
    return this.#found[spec.name] === undefined;
  }

  #set({ name, isShared }: ParentSpec, row: AnyRow | null): void {
    this.#found[name] = row;
    if (isShared) this.#follow();
  }

  #takeGiven({ name, of, options, isAbsent }: ParentSpec): void {
    const { entities, identityMap, checker } = this.#around;
    const { blueprint, overrides, aside } = this.#search;
    const value = overrides[name] === undefined ? blueprint.parentValues[name] : overrides[name];
    if (value === undefined) {
      if (isAbsent) this.#found[name] = null;
      return;
    }
    if (value === null) {
      if (!options.optional && !options.nullable) {
        checker.refuse(missingValue(blueprint.name, name));
        aside[name] = null;
      } else this.#found[name] = null;
      return;
    }
    if (identityMap.isMissing(of, value)) {
      aside[name] = value;
      return;
    }
    const row = entities.rowOf(of, value, `${blueprint.name}.${name}`);
    if (row) this.#found[name] = row;
    else {
      this.#nested ??= new Map();
      this.#nested.set(name, Object(value));
    }
  }

  #takeAllPinned(isPool: boolean): void {
    for (const spec of this.#plan.specs) {
      if (!this.#isOpen(spec) || this.#around.sharedParents.held(spec.of).length > 1 !== isPool) continue;
      this.#takePinned(spec);
      if (this.instead) return;
    }
  }

  #takePinned(spec: ParentSpec): void {
    const { sharedParents } = this.#around;
    const { name, of, options, user } = spec;
    if (this.#nested?.has(name) || options.reference !== undefined) return;
    if (options.optional && !(options.inherit && this.#search.isOutermost)) return;
    const fits = (one: AnyRow) => this.#fits(spec, one);
    const free = sharedParents.take(of, user, (one) => fits(one) && !this.#taken(spec, one));
    if (free) this.#set(spec, free);
    else this.#takeAgain(spec, fits);
  }

  /** Of a pool whose rows all have such a row already: that row in place of this one, where it will do. */
  #takeAgain(spec: ParentSpec, fits: (row: AnyRow) => boolean): void {
    const { sharedParents, checker } = this.#around;
    const { name, of, user } = spec;
    const held = sharedParents.held(of).filter(fits);
    const [first] = held;
    const taken = first && this.#taken(spec, first);
    if (!taken) return;
    const isGood = (one: AnyRow) => fits(one) && this.#willDo(this.#taken(spec, one)?.row);
    const again = sharedParents.take(of, user, isGood);
    this.instead = again && this.#taken(spec, again)?.row;
    if (this.instead) return;
    checker.refuse(poolUsedUp(this.#search.blueprint.name, name, held.length, taken.unique));
    const row = sharedParents.take(of, user, fits);
    if (row) this.#set(spec, row);
  }

  /** Whether a row that is there is what would be made here for another row. */
  #willDo(row: AnyRow | undefined): boolean {
    const { structure } = this.#around;
    const { overrides, isOutermost, isUsual } = this.#search;
    if (!row || isOutermost || !isUsual) return false;
    for (const name in overrides)
      if (overrides[name] !== undefined && this.#found[name] === undefined) return false;
    return this.#plan.specs.every(({ name, of, options: { reference } }) => {
      const parent = this.#found[name];
      const key = parent ? structure.keyOf(of, parent) : reference;
      return key === undefined || !(name in row) || String(row[name]) === key;
    });
  }

  /** What cannot be there twice, and is there already with `row` as that parent. */
  #taken({ name }: ParentSpec, row: AnyRow): { row: AnyRow; unique: readonly string[] } | undefined {
    const { structure, identityMap } = this.#around;
    const { entity, parents } = this.#search.blueprint;
    for (const unique of structure.uniqueRelations(entity)) {
      const values: Record<string, unknown> = {};
      for (const one of unique) {
        const parent = one === name ? row : this.#found[one];
        const of = parents[one]?.of;
        if (parent && of) values[one] = parent[structure.table(of).primaryProperties[0] ?? 'id'];
      }
      if (!(name in values) || Object.keys(values).length < unique.length) continue;
      for (const there of identityMap.alike(entity, unique, values)) return { row: there, unique };
    }
    return undefined;
  }
  #settle(spec: ParentSpec, wait: boolean): void {
    const row = this.#choose(spec, wait);
    if (row !== undefined) this.#set(spec, row);
  }

  /** @param wait leave it for now: it may follow from a parent that is settled next */
  #choose(spec: ParentSpec, wait: boolean): AnyRow | null | undefined {
    const { identityMap } = this.#around;
    const { graph, make } = this.#search;
    const { name, of, options, sources } = spec;
    const nested = this.#nested?.get(name);
    if (nested) return make(of, { ...this.#demands(spec), ...nested });
    if (wait) return undefined;
    for (const source of sources) {
      const other = this.#found[source];
      const row = other && identityMap.parent(other, name, of);
      if (row) return row;
    }
    const linked = this.#linked(spec);
    if (linked) return linked;
    if (options.reference !== undefined) return identityMap.row(of, options.reference);
    if (options.optional) return null;
    const common = graph.parent(of);
    if (common && this.#fits(spec, common)) return common;
    return make(of, this.#demands(spec));
  }

  /** The next of those that link rows connect with another parent. */
  #linked({ name, of, options: { oneOf } }: ParentSpec): AnyRow | undefined {
    const { identityMap } = this.#around;
    const parent = oneOf && this.#found[oneOf.parent];
    if (!oneOf || !parent) return undefined;
    const links = [...identityMap.children(oneOf.link, oneOf.parent, parent)];
    const link = links[this.#search.n % links.length];
    return (link && identityMap.parent(link, name, of)) ?? undefined;
  }

  /** Finds parents through parents until nothing new comes, and refuses what disagrees. */
  #follow(): void {
    const { agreements } = this.#plan;
    let isNews = agreements.length > 0;
    while (isNews) {
      isNews = false;
      for (const { name, ancestor, of } of agreements) if (this.#agree(name, ancestor, of)) isNews = true;
    }
  }

  /**
   * The parent `name` must have the parent `ancestor` that this row has; whichever is known gives the other.
   * Returns whether it did.
   */
  #agree(name: string, ancestor: string, of: EntityClass): boolean {
    const { identityMap, structure, checker } = this.#around;
    const row = this.#found[name];
    const theirs = row && identityMap.parent(row, ancestor, of);
    if (!theirs) return false;
    const ours = this.#found[ancestor];
    // Values for a parent that is still to be made decide nothing yet.
    if (ours === undefined && !this.#nested?.has(ancestor)) {
      this.#found[ancestor] = theirs;
      this.#via ??= new Map();
      this.#via.set(ancestor, name);
      return true;
    }
    if (ours && ours !== theirs && structure.keyOf(of, ours) !== structure.keyOf(of, theirs)) {
      checker.refuse(
        contradictoryParents(
          this.#search.blueprint.name,
          ancestor,
          [this.#via?.get(ancestor) ?? ancestor, structure.keyOf(of, ours)],
          [name, structure.keyOf(of, theirs)],
        ),
      );
    }
    return false;
  }

  /** The ancestors that a parent which is still to be made must have. */
  #demands({ ancestors }: ParentSpec): Record<string, AnyRow> {
    const demands: Record<string, AnyRow> = {};
    for (const ancestor of ancestors) {
      const row = this.#found[ancestor];
      if (row) demands[ancestor] = row;
    }
    return demands;
  }

  #fits({ ancestors }: ParentSpec, row: AnyRow): boolean {
    const { blueprint } = this.#search;
    return ancestors.every((ancestor) => {
      const ours = this.#found[ancestor];
      const of = blueprint.parents[ancestor]?.of;
      return !ours || !of || String(row[ancestor]) === this.#around.structure.keyOf(of, ours);
    });
  }
}
