import type { EntityClass } from '../entities/row.ts';
import type { Blueprint } from '../factories/blueprint.ts';
import { contradictoryParents } from '../factories/contradictory-parents.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Context } from './context.ts';
import type { Lookup } from './lookup.ts';
import { type ParentPlan, type ParentSpec, parentPlan } from './parent-plan.ts';
import { missingValue, poolUsedUp } from './refusals.ts';

/** Values that were refused, but are to be written so that the database can be seen to refuse them too. */
export type Aside = Record<string, unknown>;

interface Search {
  readonly blueprint: Blueprint;
  readonly overrides: Readonly<Record<string, unknown>>;
  /** The row's number among the outermost ones of its factory. */
  readonly n: number;
  /** Whether the row was asked for by the user, rather than made for another one. */
  readonly isOutermost: boolean;
  /** Whether it is made by its entity's own factory, without traits. */
  readonly isUsual: boolean;
  /** Takes the keys of parents that cannot be, where that is not thrown. */
  readonly aside: Aside;
  /** The parents that were made for other rows of the same outermost one. */
  readonly common: ReadonlyMap<EntityClass, AnyRow>;
}

/**
 * Finds the parents of one row: those given, those that follow from them, those that `within` holds, and those
 * that the call has made already. What is still missing then is to be made so that it fits.
 */
export class ParentFinder {
  /** A row to take in the place of this one: see `start`. */
  instead: AnyRow | undefined;
  readonly found: Record<string, AnyRow | null | undefined>;
  readonly #context: Context;
  readonly #lookup: Lookup;
  readonly #search: Search;
  readonly #plan: ParentPlan;
  /** Values to make a parent with. */
  readonly #nested = new Map<string, object>();
  /** Through which parent one was found. */
  readonly #via = new Map<string, string>();

  constructor(context: Context, lookup: Lookup, search: Search) {
    this.#context = context;
    this.#lookup = lookup;
    this.#search = search;
    this.#plan = parentPlan(search.blueprint);
    this.found = { ...this.#plan.open };
  }

  /**
   * Finds the parents that are given, follow from those, or are held. Where the row was to be made for another
   * one, and `within` holds only parents that have such a row already, that row is `instead`.
   *
   * @throws `contradictory_parents`, `missing_value`, `pool_used_up`
   */
  start(): void {
    for (const spec of this.#plan.specs) this.#takeGiven(spec);
    this.#follow();
    if (this.#context.sharedParents.isEmpty) return;
    // Pools last: whom they give depends on the others.
    for (const isPool of [false, true]) this.#takeAllHeld(isPool);
  }

  /** The next parent that has not been found. Last are those that may follow from another one, unless it is absent. */
  next(): ParentSpec | undefined {
    let last: ParentSpec | undefined;
    for (const spec of this.#plan.specs) {
      if (this.found[spec.name] !== undefined) continue;
      if (!spec.options.through || this.#nested.has(spec.name)) return spec;
      last ??= spec;
    }
    return last;
  }

  /** What a parent is that follows from the others, or needs none; undefined where it is to be made. */
  choose(spec: ParentSpec): AnyRow | null | undefined {
    const { name, of, options, sources } = spec;
    if (this.#nested.has(name)) return undefined;
    for (const source of sources) {
      const other = this.found[source];
      const row = other && this.#lookup.parent(other, name, of);
      if (row) return row;
    }
    const linked = this.#linked(spec);
    if (linked) return linked;
    if (options.reference !== undefined) return this.#lookup.row(of, options.reference);
    if (options.optional) return null;
    const common = this.#search.common.get(of);
    return common && this.#fits(spec, common) ? common : undefined;
  }

  /** The values of a parent that is to be made: those given, and the ancestors that it must have. */
  valuesFor({ name, ancestors, options: { having = {} } }: ParentSpec): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const column in having) values[column] = having[column]?.[0];
    for (const ancestor of ancestors) {
      const row = this.found[ancestor];
      if (row) values[ancestor] = row;
    }
    return { ...values, ...this.#nested.get(name) };
  }

  set({ name, isShared }: ParentSpec, row: AnyRow | null | undefined): void {
    this.found[name] = row;
    if (isShared) this.#follow();
  }

  #takeGiven({ name, of, options, isAbsent }: ParentSpec): void {
    const { entities, identityMap, checker } = this.#context;
    const { blueprint, overrides, aside } = this.#search;
    const value = overrides[name] === undefined ? blueprint.parentValues[name] : overrides[name];
    if (value === undefined) {
      if (isAbsent) this.found[name] = null;
      return;
    }
    if (value === null) {
      if (!options.optional && !options.nullable) {
        checker.refuse(missingValue(blueprint.name, name));
        aside[name] = null;
      } else this.found[name] = null;
      return;
    }
    if (identityMap.isMissing(of, value)) {
      aside[name] = value;
      return;
    }
    const row = entities.rowOf(of, value, `${blueprint.name}.${name}`, this.#lookup);
    if (row) this.found[name] = row;
    else this.#nested.set(name, Object(value));
  }

  #takeAllHeld(isPool: boolean): void {
    for (const spec of this.#plan.specs) {
      if (this.instead || this.#lookup.missing) return;
      if (this.found[spec.name] !== undefined) continue;
      if (this.#context.sharedParents.held(spec.of).length > 1 === isPool) this.#takeHeld(spec);
    }
  }

  #takeHeld(spec: ParentSpec): void {
    const { sharedParents } = this.#context;
    const { name, of, options, user } = spec;
    if (this.#nested.has(name) || options.reference !== undefined) return;
    if (options.optional && !(options.inherit && this.#search.isOutermost)) return;
    const fits = (one: AnyRow) => this.#fits(spec, one);
    const free = sharedParents.take(of, user, (one) => fits(one) && !this.#taken(spec, one));
    if (free) this.set(spec, free);
    else this.#takeAgain(spec, fits);
  }

  /** Of a pool whose rows all have such a row already: that row in place of this one, where it will do. */
  #takeAgain(spec: ParentSpec, fits: (row: AnyRow) => boolean): void {
    const { sharedParents, checker } = this.#context;
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
    if (row) this.set(spec, row);
  }

  /** Whether a row that is there is what would be made here for another row. */
  #willDo(row: AnyRow | undefined): boolean {
    const { structure } = this.#context;
    const { overrides, isOutermost, isUsual } = this.#search;
    if (!row || isOutermost || !isUsual) return false;
    for (const name in overrides)
      if (overrides[name] !== undefined && this.found[name] === undefined) return false;
    return this.#plan.specs.every(({ name, of, options: { reference } }) => {
      const parent = this.found[name];
      const key = parent ? structure.keyOf(of, parent) : reference;
      return key === undefined || !(name in row) || String(row[name]) === key;
    });
  }

  /** What cannot be there twice, and is there already with `row` as that parent. */
  #taken({ name }: ParentSpec, row: AnyRow): { row: AnyRow; unique: readonly string[] } | undefined {
    const { structure, identityMap } = this.#context;
    const { entity, parents } = this.#search.blueprint;
    for (const unique of structure.uniqueRelations(entity)) {
      const values: Record<string, unknown> = {};
      for (const one of unique) {
        const parent = one === name ? row : this.found[one];
        const of = parents[one]?.of;
        if (parent && of) values[one] = parent[structure.table(of).primaryProperties[0] ?? 'id'];
      }
      if (!(name in values) || Object.keys(values).length < unique.length) continue;
      for (const there of identityMap.alike(entity, unique, values)) return { row: there, unique };
    }
    return undefined;
  }
  /** The next of those that link rows connect with another parent. */
  #linked({ name, of, options: { oneOf } }: ParentSpec): AnyRow | undefined {
    const parent = oneOf && this.found[oneOf.parent];
    if (!oneOf || !parent) return undefined;
    const links = [...this.#lookup.children(oneOf.link, oneOf.parent, parent)];
    const link = links[this.#search.n % links.length];
    return (link && this.#lookup.parent(link, name, of)) ?? undefined;
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
    const { structure, checker } = this.#context;
    const row = this.found[name];
    const theirs = row && this.#lookup.parent(row, ancestor, of);
    if (!theirs) return false;
    const ours = this.found[ancestor];
    // Values for a parent that is still to be made decide nothing yet.
    if (ours === undefined && !this.#nested.has(ancestor)) {
      this.found[ancestor] = theirs;
      this.#via.set(ancestor, name);
      return true;
    }
    if (ours && ours !== theirs && structure.keyOf(of, ours) !== structure.keyOf(of, theirs)) {
      checker.refuse(
        contradictoryParents(
          this.#search.blueprint.name,
          ancestor,
          [this.#via.get(ancestor) ?? ancestor, structure.keyOf(of, ours)],
          [name, structure.keyOf(of, theirs)],
        ),
      );
    }
    return false;
  }

  #fits({ of: kind, ancestors, options: { apartFrom = [], having = {} } }: ParentSpec, row: AnyRow): boolean {
    const { blueprint } = this.#search;
    const { structure } = this.#context;
    const isOther = (other: string): boolean => {
      const theirs = this.found[other];
      return !theirs || structure.keyOf(kind, theirs) !== structure.keyOf(kind, row);
    };
    if (!apartFrom.every(isOther)) return false;
    if (!Object.entries(having).every(([column, values]) => values.includes(row[column]))) return false;
    return ancestors.every((ancestor) => {
      const ours = this.found[ancestor];
      const of = blueprint.parents[ancestor]?.of;
      return !ours || !of || String(row[ancestor]) === structure.keyOf(of, ours);
    });
  }
}
