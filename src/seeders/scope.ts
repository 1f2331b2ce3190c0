import type { EntityClass, RowOf } from '../entities/row.ts';
import type { AnyFactory, EntityOf, GivenOf } from '../factories/definition.ts';
import type { AnyRow, Rows } from '../load/sink.ts';
import type { Address } from '../random/address.ts';
import { firstOrdinal } from '../random/identity.ts';
import { Stream } from '../random/stream.ts';

/** Where rows were added, as the stacks of errors that are not thrown. */
export type Places = WeakMap<AnyRow, Error>;

/**
 * The place in a dataset that a scenario is filling. Rows made here are written, and returned so that
 * others can name them as parents.
 */
export class Scope {
  readonly address: Address;
  readonly #rows: Map<EntityClass, AnyRow[]>;
  readonly #places: Places | undefined;
  /** How many rows of each entity were taken. */
  readonly #taken = new Map<EntityClass, number>();

  /** @param places where given, remembers where in the code each row was added */
  constructor(address: Address, places?: Places, rows = new Map<EntityClass, AnyRow[]>()) {
    this.address = address;
    this.#places = places;
    this.#rows = rows;
  }

  /** The dataset's reference time. */
  get now(): Date {
    return this.address.now;
  }

  /** All rows made so far, here and in scopes below, but for those that were taken. */
  get rows(): Rows {
    return this.#rows;
  }

  /** Hands those rows over and forgets them. */
  take(): Rows {
    const taken = new Map(this.#rows);
    for (const [entity, { length }] of taken) {
      this.#taken.set(entity, (this.#taken.get(entity) ?? 0) + length);
    }
    this.#rows.clear();
    return taken;
  }

  /**
   * The n-th row of a factory in this scope. The same `n` twice would make the same key twice.
   *
   * @example const owner = scope.add(courseMember, 0, { user, course, courseRole: '_owner' });
   */
  add<F extends AnyFactory>(factory: F, n: number, given: GivenOf<F>): RowOf<EntityOf<F>> {
    const row = this.compute(factory, n, given);
    const rows = this.#rows.get(factory.entity);
    if (rows) rows.push(row);
    else this.#rows.set(factory.entity, [row]);
    this.#places?.set(row, new Error(factory.name));
    return row;
  }

  /** As `add`, of a row that is added elsewhere: what is random about it is the same everywhere. */
  compute<F extends AnyFactory>(factory: F, n: number, given: GivenOf<F>): RowOf<EntityOf<F>> {
    // The row of a factory of this entity; `AnyFactory` has lost which.
    return factory.row(this.address.child(factory.name, n), given as never) as RowOf<EntityOf<F>>;
  }

  /**
   * Puts others in place of the first rows of an entity here. Those that were returned stay as they are.
   *
   * @param count how many rows
   * @param replaced makes the n-th row of this scope anew; those that were taken before count, too
   */
  replace(entity: EntityClass, count: number, replaced: (row: AnyRow, n: number) => AnyRow): void {
    const rows = this.#rows.get(entity) ?? [];
    const before = this.#taken.get(entity) ?? 0;
    for (const [i, row] of rows.slice(0, count).entries()) {
      const other = replaced(row, before + i);
      rows[i] = other;
      const place = this.#places?.get(row);
      if (place) this.#places?.set(other, place);
    }
  }

  /** The place of another scope, for rows that belong there and are written with those of this one. */
  in(place: Scope): Scope {
    return new Scope(place.address, this.#places, this.#rows);
  }

  /**
   * A text that is unique in the dataset, as one that no other dataset of the same database has: the name that
   * it was added under comes after it.
   *
   * @example scope.add(executionBackend, 0, { slug: scope.named('python', '-') }) // 'python', or 'python-second'
   */
  named(text: string, separator = ''): string {
    const { namespace } = this.address;
    return namespace === '' ? text : `${text}${separator}${namespace}`;
  }

  /**
   * The whole number, from 1, for the integer key of the n-th row of a table in the dataset; where the dataset has a
   * name, numbers that others of the same database do not have.
   *
   * @example scope.add(organisation, 0, { id: scope.ordinal(k) })
   */
  ordinal(n: number): number {
    return 1 + n + firstOrdinal(this.address.namespace);
  }

  /** A scope below this one, for rows whose numbers count anew: `scope.below('student', 3)`. */
  below(label: string, n: number): Scope {
    return new Scope(this.address.child(label, n), this.#places, this.#rows);
  }

  /**
   * Random numbers for one decision of the scenario, named so that others do not shift it, or for the n-th
   * of that name.
   */
  random(decision: string, n = 0): Stream {
    return new Stream().rekey(this.address.child(decision, n).key);
  }
}
