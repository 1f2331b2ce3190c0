import type { EntityClass } from '../entities/row.ts';
import { recordAsJson } from '../load/json.ts';
import type { AnyRow } from '../load/sink.ts';
import { ObjectSlot } from './object-slot.ts';
import { Index } from './row-index.ts';
import type { Structure } from './structure.ts';

/** The parents of a row by relation; undefined where a key that was refused stands in the place of one. */
export type ParentRows = Readonly<Record<string, AnyRow | null | undefined>>;

/** What is known of one row. */
interface Known {
  /** Whether it is in the identity map: what was only built is not. */
  isHeld: boolean;
  /** The parents' rows, also of a row that is in no database; of what was read they are not kept. */
  parents: ParentRows | undefined;
  /** What stands for it. */
  entity: object | undefined;
}

const NONE: ParentRows = {};

/** What a binding knows: rows of the database that it made or read, and those of the call that is running. */
export class IdentityMap {
  readonly #structure: Structure;
  readonly #rows = new Map<EntityClass, Map<string, AnyRow>>();
  /** Rows by entity, columns and values; an index is made when it is first asked for. */
  readonly #indexes = new Map<EntityClass, Map<string, Index>>();
  /** Of which values all rows have been read. */
  readonly #complete = new Set<string>();
  readonly #missing = new Set<string>();
  readonly #known = new ObjectSlot<Known>();

  constructor(structure: Structure) {
    this.#structure = structure;
  }

  /** @param parents of a row that was made here */
  add(entity: EntityClass, row: AnyRow, parents?: ParentRows): void {
    const rows = this.#rows.get(entity) ?? new Map<string, AnyRow>();
    this.#rows.set(entity, rows);
    const key = this.#structure.keyOf(entity, row);
    // Of two rows with one key the first stays; that there is another, a rule finds in the index.
    if (!rows.has(key)) rows.set(key, row);
    const known = this.#of(row);
    known.isHeld = true;
    if (parents) known.parents = parents;
    for (const index of this.#indexes.get(entity)?.values() ?? []) index.add(row);
  }

  remove(entity: EntityClass, row: AnyRow): void {
    const key = this.#structure.keyOf(entity, row);
    const rows = this.#rows.get(entity);
    if (rows?.get(key) === row) rows.delete(key);
    this.#of(row).isHeld = false;
    for (const index of this.#indexes.get(entity)?.values() ?? []) index.remove(row);
  }

  /** Gives a row, and the entity that stands for it, values that the database has given it. */
  complete(entity: EntityClass, row: AnyRow, values: AnyRow): void {
    // Under its old values it would not be found again.
    this.remove(entity, row);
    Object.assign(row, values);
    this.add(entity, row);
    const stands = this.entityOf(row);
    if (stands) Object.assign(stands, values);
  }

  /** Whether it is in the database, or of the call that is running. */
  holds(row: AnyRow): boolean {
    return this.#known.get(row)?.isHeld === true;
  }

  isMadeHere(row: AnyRow): boolean {
    return this.#known.get(row)?.parents !== undefined;
  }

  entityOf(row: AnyRow): object | undefined {
    return this.#known.get(row)?.entity;
  }

  setEntity(row: AnyRow, entity: object): void {
    this.#of(row).entity = entity;
  }

  find(entity: EntityClass, key: unknown): AnyRow | undefined {
    return this.#rows.get(entity)?.get(String(key));
  }

  /** The row that a relation of `row` points to; null where it points to none, undefined where it is not known. */
  parent(row: AnyRow, relation: string, target: EntityClass): AnyRow | null | undefined {
    const made = this.parentsOf(row)[relation];
    if (made !== undefined) return made;
    const key = row[relation];
    return key === null || key === undefined ? null : this.find(target, key);
  }

  /** The parents that a row was made with, by relation. */
  parentsOf(row: AnyRow): ParentRows {
    return this.#known.get(row)?.parents ?? NONE;
  }

  /** The rows known here that have the same values in these columns. */
  alike(entity: EntityClass, columns: readonly string[], values: AnyRow): Iterable<AnyRow> {
    return this.#index(entity, columns).get(values);
  }

  /** The other rows known here that have the same values in these columns as one that is. */
  others(entity: EntityClass, columns: readonly string[], row: AnyRow): Iterable<AnyRow> {
    return this.#index(entity, columns).others(row);
  }

  /** Whether all rows with these values are known here. */
  hasAll(entity: EntityClass, values: AnyRow): boolean {
    if (this.#complete.has(having(entity, values))) return true;
    return Object.entries(values).some(([column, value]) => {
      const target = this.#structure.relations(entity).get(column);
      if (!target || value === null) return false;
      const parent = this.find(target, value);
      return (parent && this.isMadeHere(parent)) || this.#complete.has(having(entity, { [column]: value }));
    });
  }

  /** From now on all rows with these values are known. */
  markComplete(entity: EntityClass, values: AnyRow): void {
    this.#complete.add(having(entity, values));
  }

  /** Remembers that the database has no such row. */
  markMissing(entity: EntityClass, key: unknown): void {
    this.#missing.add(`${entity.name} ${String(key)}`);
  }

  isMissing(entity: EntityClass, key: unknown): boolean {
    return this.#missing.size > 0 && this.#missing.has(`${entity.name} ${String(key)}`);
  }

  #of(row: AnyRow): Known {
    const known = this.#known.get(row);
    if (known) return known;
    const fresh: Known = { isHeld: false, parents: undefined, entity: undefined };
    this.#known.set(row, fresh);
    return fresh;
  }

  #index(entity: EntityClass, columns: readonly string[]): Index {
    const indexes = this.#indexes.get(entity) ?? new Map<string, Index>();
    this.#indexes.set(entity, indexes);
    const name = columns.length === 1 ? (columns[0] ?? '') : columns.join();
    const known = indexes.get(name);
    if (known) return known;
    const index = new Index(columns);
    for (const row of this.#rows.get(entity)?.values() ?? []) index.add(row);
    indexes.set(name, index);
    return index;
  }
}

const having = (entity: EntityClass, values: AnyRow): string => `${entity.name} ${recordAsJson(values)}`;
