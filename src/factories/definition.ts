import type { Faker } from '@faker-js/faker';
import type { EntityClass, RequiredColumn, RowOf } from '../entities/row.ts';
import type { Stream } from '../random/stream.ts';

/** A parent that a row may be without. */
export interface Optional<E> {
  readonly optional: EntityClass<E>;
}

/** The rows that a row points to: the relation's name and the entity at its other end. */
export type Parents = Readonly<Record<string, EntityClass | Optional<object>>>;

export type ParentRow<S> =
  S extends Optional<infer E> ? RowOf<E> | null : S extends EntityClass<infer E> ? RowOf<E> : never;

type ParentRows<P extends Parents> = { readonly [K in keyof P]: ParentRow<P[K]> };

type OptionalParent<P extends Parents> = { [K in keyof P]: P[K] extends EntityClass ? never : K }[keyof P];

/** What a column's function sees. */
export interface Context<E, P extends Parents> {
  /** The row's number among those of its kind: the sequence that people know from other libraries. */
  readonly n: number;
  /** Lower-case letters and digits that no other row of this factory has; for unique values. */
  readonly tag: string;
  /** The dataset's reference time. */
  readonly at: Date;
  /** A faker whose randomness belongs to this row and column. */
  readonly fake: Faker;
  /** The random numbers of this row and column. */
  readonly random: Stream;
  /** The columns above this one. */
  readonly row: Readonly<RowOf<E>>;
  readonly parents: ParentRows<P>;
  /** The row's own uuid. */
  id(): string;
}

type Column<E, P extends Parents, V> = V | ((context: Context<E, P>) => V);

/**
 * A value or a function for each column; those that may be null are null unless named.
 *
 * The demand for the others stands apart, because the compiler types the functions before it knows `P`.
 */
export type Columns<E, P extends Parents> = {
  readonly [K in keyof RowOf<E>]?: Column<E, P, RowOf<E>[K]>;
} & {
  readonly [K in Exclude<RequiredColumn<E>, keyof P>]: unknown;
};

export interface Definition<E, P extends Parents> {
  /** Relations whose rows are given to `row`. */
  readonly parents?: P;
  /** The columns, in the order in which they are made: each sees those above it. */
  readonly columns: Columns<E, P>;
}

/** What `row` takes: the parents' rows, and the columns that shall be other than the factory's own. */
export type Given<E, P extends Parents> = {
  readonly [K in Exclude<keyof P, OptionalParent<P>>]: ParentRow<P[K]>;
} & { readonly [K in OptionalParent<P>]?: ParentRow<P[K]> } & {
  readonly [K in Exclude<keyof RowOf<E>, keyof P>]?: RowOf<E>[K];
};
