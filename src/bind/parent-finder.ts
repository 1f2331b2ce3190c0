import type { EntityClass } from '../entities/row.ts';
import { ContradictoryParentsError } from '../errors/contradictory-parents.ts';
import { MissingValueError } from '../errors/missing-value.ts';
import type { Blueprint } from '../factories/blueprint.ts';
import type { ParentOptions } from '../factories/definition.ts';
import { sourcesOf } from '../factories/row-maker.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Checker } from './checker.ts';
import type { Entities } from './entities.ts';
import type { Ledger } from './ledger.ts';
import type { Aside } from './made.ts';
import type { Pins } from './pins.ts';
import type { Structure } from './structure.ts';

interface Search {
  readonly blueprint: Blueprint;
  readonly overrides: Readonly<Record<string, unknown>>;
  /** The row's number among the outermost ones of its factory. */
  readonly n: number;
  /** Whether the row was asked for by the user, rather than made as somebody's parent. */
  readonly isOutermost: boolean;
  readonly structure: Structure;
  readonly ledger: Ledger;
  readonly entities: Entities;
  readonly checker: Checker;
  readonly pins: Pins;
  /** Takes the keys of parents that cannot be, where that is not thrown. */
  readonly aside: Aside;
  /** Parents that were made for other rows of the same call. */
  readonly shared: ReadonlyMap<EntityClass, AnyRow>;
  readonly make: (entity: EntityClass, given: Readonly<Record<string, unknown>>) => AnyRow;
}

/**
 * Finds the parents of one row: those given, those that follow from them, those that `within` holds, those
 * that the call has made already, and makes what is still missing so that it fits.
 */
export class ParentFinder {
  readonly #search: Search;
  readonly #specs: readonly [string, ParentOptions][];
  readonly #found = new Map<string, AnyRow | null>();
  /** Values to make a parent with. */
  readonly #nested = new Map<string, object>();
  /** Through which parent one was found. */
  readonly #via = new Map<string, string>();

  constructor(search: Search) {
    this.#search = search;
    this.#specs = Object.entries(search.blueprint.parents);
  }

  /** @throws ContradictoryParentsError, MissingValueError, NeedRow */
  find(): Map<string, AnyRow | null> {
    for (const [name, spec] of this.#specs) this.#takeGiven(name, spec);
    this.#follow();
    for (const [name, spec] of this.#specs) if (this.#isOpen(name)) this.#takePinned(name, spec);
    for (const [name, spec] of this.#specs)
      if (this.#isOpen(name)) this.#settle(name, spec, spec.from !== undefined);
    // What follows from another parent has been found through it, unless that one is absent.
    for (const [name, spec] of this.#specs) if (this.#isOpen(name)) this.#settle(name, spec, false);
    return this.#found;
  }

  #isOpen(name: string): boolean {
    return !this.#found.has(name);
  }

  #set(name: string, row: AnyRow | null): void {
    this.#found.set(name, row);
    this.#follow();
  }

  #takeGiven(name: string, spec: ParentOptions): void {
    const { blueprint, overrides, entities, ledger, checker, aside } = this.#search;
    const value = overrides[name] === undefined ? blueprint.parentValues[name] : overrides[name];
    if (value === undefined) return;
    if (value === null) {
      if (!spec.optional && !spec.nullable) {
        checker.refuse(new MissingValueError(blueprint.name, name));
        aside[name] = null;
      } else this.#found.set(name, null);
      return;
    }
    if (ledger.isMissing(spec.of, value)) {
      aside[name] = value;
      return;
    }
    const row = entities.rowOf(spec.of, value);
    if (row) this.#found.set(name, row);
    else this.#nested.set(name, Object(value));
  }

  #takePinned(name: string, spec: ParentOptions): void {
    const { pins, blueprint, isOutermost } = this.#search;
    if (this.#nested.has(name) || spec.lookup !== undefined) return;
    if (spec.optional && !(spec.within && isOutermost)) return;
    const row = pins.take(spec.of, `${blueprint.name}.${name}`, (one) => this.#fits(name, spec, one));
    if (row) this.#set(name, row);
  }

  #settle(name: string, spec: ParentOptions, wait: boolean): void {
    const row = this.#choose(name, spec, wait);
    if (row !== undefined) this.#set(name, row);
  }

  /** @param wait leave it for now: it may follow from a parent that is settled next */
  #choose(name: string, spec: ParentOptions, wait: boolean): AnyRow | null | undefined {
    const { ledger, shared, make } = this.#search;
    const nested = this.#nested.get(name);
    if (nested) return make(spec.of, { ...this.#demands(name, spec), ...nested });
    if (wait) return undefined;
    for (const source of sourcesOf(spec)) {
      const other = this.#found.get(source);
      const row = other && ledger.parent(other, name, spec.of);
      if (row) return row;
    }
    const linked = this.#linked(name, spec);
    if (linked) return linked;
    if (spec.lookup !== undefined) return ledger.row(spec.of, spec.lookup);
    if (spec.optional) return null;
    const common = shared.get(spec.of);
    if (common && this.#fits(name, spec, common)) return common;
    return make(spec.of, this.#demands(name, spec));
  }

  /** The next of those that link rows connect with another parent. */
  #linked(name: string, spec: ParentOptions): AnyRow | undefined {
    const { ledger, n } = this.#search;
    const parent = spec.among && this.#found.get(spec.among.parent);
    if (!spec.among || !parent) return undefined;
    const links = [...ledger.children(spec.among.link, spec.among.parent, parent)];
    const link = links[n % links.length];
    return (link && ledger.parent(link, name, spec.of)) ?? undefined;
  }

  /** Finds parents through parents until nothing new comes, and refuses what disagrees. */
  #follow(): void {
    for (let before = -1; before !== this.#found.size; ) {
      before = this.#found.size;
      for (const [name, spec] of this.#specs) {
        const from = typeof spec.from === 'string' ? [spec.from] : (spec.from ?? []);
        for (const source of from) this.#agree(source, name);
        for (const ancestor of spec.sharing ?? []) this.#agree(name, ancestor);
      }
    }
  }

  /** The parent `name` must have the parent `ancestor` that this row has; whichever is known gives the other. */
  #agree(name: string, ancestor: string): void {
    const { blueprint, ledger, structure, checker } = this.#search;
    const row = this.#found.get(name);
    const spec = blueprint.parents[ancestor];
    if (!row || !spec) return;
    const theirs = ledger.parent(row, ancestor, spec.of);
    if (theirs === null) return;
    const ours = this.#found.get(ancestor);
    // Values for a parent that is still to be made decide nothing yet.
    if (ours === undefined && !this.#nested.has(ancestor)) {
      this.#found.set(ancestor, theirs);
      this.#via.set(ancestor, name);
    } else if (ours && structure.keyOf(spec.of, ours) !== structure.keyOf(spec.of, theirs)) {
      checker.refuse(
        new ContradictoryParentsError(
          blueprint.name,
          ancestor,
          [this.#via.get(ancestor) ?? ancestor, structure.keyOf(spec.of, ours)],
          [name, structure.keyOf(spec.of, theirs)],
        ),
      );
    }
  }

  /** The ancestors that a parent which is still to be made must have. */
  #demands(name: string, spec: ParentOptions): Record<string, AnyRow> {
    const demands: Record<string, AnyRow> = {};
    for (const ancestor of this.#ancestorsOf(name, spec)) {
      const row = this.#found.get(ancestor);
      if (row) demands[ancestor] = row;
    }
    return demands;
  }

  #fits(name: string, spec: ParentOptions, row: AnyRow): boolean {
    const { structure, blueprint } = this.#search;
    return this.#ancestorsOf(name, spec).every((ancestor) => {
      const ours = this.#found.get(ancestor);
      const of = blueprint.parents[ancestor]?.of;
      return !ours || !of || String(row[ancestor]) === structure.keyOf(of, ours);
    });
  }

  #ancestorsOf(name: string, spec: ParentOptions): string[] {
    const following = this.#specs.filter(([, other]) => other.from === name || other.from?.includes(name));
    return [...(spec.sharing ?? []), ...following.map(([other]) => other)];
  }
}
