import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';
import { NeedChildren, NeedRow } from './need.ts';
import type { Structure } from './structure.ts';

/** What a binding knows: rows of the database that it made or read, and those of the call that is running. */
export class Ledger {
  readonly #structure: Structure;
  readonly #rows = new Map<EntityClass, Map<string, AnyRow>>();
  /** Rows by entity, column and value; an index is made when it is first asked for. */
  readonly #indexes = new Map<EntityClass, Map<string, Map<unknown, Set<AnyRow>>>>();
  /** Below which rows everything has been read. */
  readonly #complete = new Set<string>();
  readonly #saved = new WeakSet<AnyRow>();
  /** The parents' rows of a row, also of rows that are in no database. */
  readonly #parents = new WeakMap<AnyRow, ReadonlyMap<string, AnyRow | null>>();

  constructor(structure: Structure) {
    this.#structure = structure;
  }

  add(entity: EntityClass, row: AnyRow, parents?: ReadonlyMap<string, AnyRow | null>): void {
    const rows = this.#rows.get(entity) ?? new Map<string, AnyRow>();
    this.#rows.set(entity, rows);
    rows.set(this.#structure.keyOf(entity, row), row);
    if (parents) this.#parents.set(row, parents);
    for (const [column, index] of this.#indexes.get(entity) ?? []) put(index, row[column], row);
  }

  remove(entity: EntityClass, row: AnyRow): void {
    this.#rows.get(entity)?.delete(this.#structure.keyOf(entity, row));
    for (const [column, index] of this.#indexes.get(entity) ?? []) index.get(row[column])?.delete(row);
  }

  markSaved(row: AnyRow): void {
    this.#saved.add(row);
  }

  isSaved(row: AnyRow): boolean {
    return this.#saved.has(row);
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
    const known = this.#parents.get(row)?.get(relation);
    if (known !== undefined) return known;
    const key = row[relation];
    return key === null || key === undefined ? null : this.row(entity, key);
  }

  /** The parents that a row was made with, by relation. */
  parentsOf(row: AnyRow): ReadonlyMap<string, AnyRow | null> {
    return this.#parents.get(row) ?? new Map();
  }

  /**
   * All rows whose relation points to `parent`, those of the database too.
   *
   * @throws NeedChildren where these have not been read
   */
  children(entity: EntityClass, relation: string, parent: AnyRow): Iterable<AnyRow> {
    const target = this.#structure.targetOf(entity, relation);
    const key = this.#structure.keyOf(target, parent);
    // What was made here has no rows below it but those made here.
    if (!this.#parents.has(parent) && !this.#complete.has(below(entity, relation, key))) {
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
    const indexes = this.#indexes.get(entity) ?? new Map<string, Map<unknown, Set<AnyRow>>>();
    this.#indexes.set(entity, indexes);
    let index = indexes.get(column);
    if (!index) {
      index = new Map();
      for (const row of this.#rows.get(entity)?.values() ?? []) put(index, row[column], row);
      indexes.set(column, index);
    }
    return index.get(value) ?? [];
  }
}

const below = (entity: EntityClass, relation: string, key: unknown): string =>
  `${entity.name}.${relation}=${String(key)}`;

function put(index: Map<unknown, Set<AnyRow>>, value: unknown, row: AnyRow): void {
  const rows = index.get(value);
  if (rows) rows.add(row);
  else index.set(value, new Set([row]));
}
