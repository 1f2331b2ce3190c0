import type { Collection, Opt, PrimaryKeyProp } from '@mikro-orm/core';

/** The class of an entity, as `EntityManager` methods take it. */
export type EntityClass<E = object> = abstract new (...args: never[]) => E;

export declare const byDatabase: unique symbol;

/**
 * The type of a column that the database computes, by which the compiler refuses values for it.
 *
 * @example slug: p.text().$type<Generated<string>>().nullable().generated('(lower(title)) stored')
 */
export type Generated<V> = V & { readonly [byDatabase]?: true };

type Unbranded<V> = V extends Opt<infer U> ? U : V extends Generated<infer U> ? U : V;

/** The columns that are typed as computed. */
export type GeneratedColumn<E> = {
  [K in keyof E & string]: typeof byDatabase extends keyof NonNullable<E[K]> ? K : never;
}[keyof E & string];

/** The primary key of an entity; of one whose key is a relation, that relation's key. */
export type KeyOf<E> = E extends { [PrimaryKeyProp]?: infer K }
  ? K extends keyof E
    ? ValueOf<E[K]>
    : never
  : never;

/** A column's value: a relation's is the key of the row that it points to. An embedded object has no key. */
type ValueOf<V> = V extends unknown
  ? typeof PrimaryKeyProp extends keyof V
    ? [KeyOf<V>] extends [never]
      ? V
      : KeyOf<V>
    : Unbranded<V>
  : never;

/** What is no column: a method, or the rows at the other end of a relation that is theirs. */
type NotColumn = ((...args: never) => unknown) | Collection<object>;

/**
 * The row of an entity as a plain object: its columns by property name, relations as keys.
 *
 * @example
 * const row: RowOf<CourseGroup> = courseGroup.row(address, { course });
 * row.course; // the course's id
 */
export type RowOf<E> = {
  [K in keyof E & string as E[K] extends NotColumn ? never : K]: ValueOf<E[K]>;
};

/** The columns of an entity that must have a value. */
export type RequiredColumn<E> = {
  [K in keyof RowOf<E>]: null extends RowOf<E>[K] ? never : K;
}[Exclude<keyof RowOf<E>, GeneratedColumn<E>>];
