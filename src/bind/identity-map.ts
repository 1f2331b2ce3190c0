import type { EntityClass } from '../entities/row.ts';
import { recordAsJson } from '../load/json.ts';
import type { AnyRow } from '../load/sink.ts';
import type { ParentRows } from './made.ts';
import { NeedChildren, NeedMatches, NeedRow } from './need.ts';
import { ObjectSlot } from './object-slot.ts';
import { Index } from './row-index.ts';
import type { Structure } from './structure.ts';

/** What is known of one row. */
interface Known {
  isSaved: boolean;
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
  /** Below which rows, or of which values, everything has been read. */
  readonly #complete = new Set<string>();
  readonly #missing = new Set<string>();
  readonly #known = new ObjectSlot<Known>();

  constructor(structure: Structure) {
    this.#structure = structure;
  }

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

  markSaved(row: AnyRow): void {
    this.#of(row).isSaved = true;
  }

  isSaved(row: AnyRow): boolean {
    return this.#known.get(row)?.isSaved === true;
  }

  /** Whether it is in the database, or of the call that is running. */
  holds(row: AnyRow): boolean {
    return this.#known.get(row)?.isHeld === true;
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

  /** @throws NeedRow where it has not been read */
  row(entity: EntityClass, key: unknown): AnyRow {
    const row = this.find(entity, key);
    if (!row) throw new NeedRow(entity, key);
    return row;
  }

  /** The row that a relation of `row` points to. @throws NeedRow where it has not been read */
  parent(row: AnyRow, relation: string, entity: EntityClass): AnyRow | null {
    const known = this.#known.get(row)?.parents?.[relation];
    if (known !== undefined) return known;
    const key = row[relation];
    if (key === null || key === undefined || this.isMissing(entity, key)) return null;
    return this.row(entity, key);
  }

  /** The parents that a row was made with, by relation. */
  parentsOf(row: AnyRow): ParentRows {
    return this.#known.get(row)?.parents ?? NONE;
  }

  /**
   * All rows whose relation points to `parent`, those of the database too.
   *
   * @throws NeedChildren where these have not been read
   */
  children(entity: EntityClass, relation: string, parent: AnyRow): Iterable<AnyRow> {
    const target = this.#structure.targetOf(entity, relation);
    // As it is: the values of an integer key are no texts.
    const key = parent[this.#structure.table(target).primaryProperties[0] ?? 'id'];
    // What was made here has no rows below it but those made here.
    if (!this.#isMadeHere(parent) && !this.#complete.has(below(entity, relation, key))) {
      throw new NeedChildren(entity, relation, key);
    }
    return this.withValue(entity, relation, key);
  }

  /** From now on `children` answers for that parent. */
  markComplete(entity: EntityClass, relation: string, key: unknown): void {
    this.#complete.add(below(entity, relation, key));
  }

  /** The rows known here whose column has that value. */
  withValue(entity: EntityClass, column: string, value: unknown): Iterable<AnyRow> {
    return this.#index(entity, [column]).get({ [column]: value });
  }

  /** The rows known here that have the same values in these columns. */
  alike(entity: EntityClass, columns: readonly string[], values: AnyRow): Iterable<AnyRow> {
    return this.#index(entity, columns).get(values);
  }

  /** The other rows known here that have the same values in these columns as one that is. */
  others(entity: EntityClass, columns: readonly string[], row: AnyRow): Iterable<AnyRow> {
    return this.#index(entity, columns).others(row);
  }

  /**
   * A row that has these values, here or in the database.
   *
   * @throws NeedRow, NeedMatches where the database has to be asked
   */
  match(entity: EntityClass, values: AnyRow): AnyRow | undefined {
    const columns = Object.keys(values);
    const [key = 'id', ...others] = this.#structure.table(entity).primaryProperties;
    if (others.length === 0 && columns.includes(key)) {
      const row = this.isMissing(entity, values[key]) ? undefined : this.row(entity, values[key]);
      return row && columns.every((column) => row[column] === values[column]) ? row : undefined;
    }
    for (const row of this.alike(entity, columns, values)) return row;
    if (this.#isComplete(entity, values)) return undefined;
    throw new NeedMatches(entity, values);
  }

  /** From now on `match` answers for these values. */
  markMatched(entity: EntityClass, values: AnyRow): void {
    this.#complete.add(having(entity, values));
  }

  /** Remembers that the database has no such row. */
  markMissing(entity: EntityClass, key: unknown): void {
    this.#missing.add(`${entity.name} ${String(key)}`);
  }

  isMissing(entity: EntityClass, key: unknown): boolean {
    return this.#missing.size > 0 && this.#missing.has(`${entity.name} ${String(key)}`);
  }

  #isMadeHere(row: AnyRow): boolean {
    return this.#known.get(row)?.parents !== undefined;
  }

  #of(row: AnyRow): Known {
    const known = this.#known.get(row);
    if (known) return known;
    const fresh: Known = { isSaved: false, isHeld: false, parents: undefined, entity: undefined };
    this.#known.set(row, fresh);
    return fresh;
  }

  /** Whether all rows with these values are known here. */
  #isComplete(entity: EntityClass, values: AnyRow): boolean {
    if (this.#complete.has(having(entity, values))) return true;
    return Object.entries(values).some(([column, value]) => {
      const target = this.#structure.relations(entity).get(column);
      if (!target || value === null) return false;
      const parent = this.find(target, value);
      return (parent && this.#isMadeHere(parent)) || this.#complete.has(below(entity, column, String(value)));
    });
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

const below = (entity: EntityClass, relation: string, key: unknown): string =>
  `${entity.name}.${relation}=${String(key)}`;

const having = (entity: EntityClass, values: AnyRow): string => `${entity.name} ${recordAsJson(values)}`;
