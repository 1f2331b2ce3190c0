import type { Faker } from '@faker-js/faker';
import type { PrimaryKeyProp } from '@mikro-orm/core';
import type { EntityClass, GeneratedColumn, KeyOf, RequiredColumn, RowOf } from '../entities/row.ts';
import type { Address } from '../random/address.ts';
import type { Stream } from '../random/stream.ts';

/** How a parent is found where it is not given; a plain class is made, one for each call. */
export interface ParentOptions<E extends object = object> {
  readonly of: EntityClass<E>;
  /** The row may be without it, and is unless it is given. */
  readonly optional?: true;
  /** The row may be without it, but it is made unless null is given. */
  readonly nullable?: true;
  /** It is always the one of the same name that this other parent has; of several, the first that is there. */
  readonly through?: string | readonly string[];
  /** It is the one of the same name that this other parent has, if any, unless another is given. */
  readonly defaultThrough?: string;
  /** Other parents of this row that it has too: a group is of the course that its member is of. */
  readonly sameAs?: readonly string[];
  /** Other parents of the same kind that are another row than it: a follower is not the one who is followed. */
  readonly apartFrom?: readonly string[];
  /** Values of which it has one in these columns, and the first where it is made: a walk is of a dog, not of any animal. */
  readonly having?: Readonly<Record<string, readonly unknown[]>>;
  /** One of those that `link` rows connect with this other parent, where there are any: a member of the group. */
  readonly oneOf?: { readonly link: EntityClass; readonly parent: string };
  /** It comes with the schema: the key of the row to take where none is given. */
  readonly reference?: string;
  /** Where `within` holds one, it is taken though the row may be without it. */
  readonly inherit?: true;
}

/**
 * The rows that a row belongs to, by relation. A name that is no relation of the entity stands for a
 * common ancestor, such as the course of a result.
 */
export type Parents = Readonly<Record<string, EntityClass | ParentOptions>>;

/** Transient parameters with their defaults: what functions see, but no column holds. */
export type Transient = Readonly<Record<string, unknown>>;

/** The entity at the other end. */
export type ParentEntity<S> =
  S extends EntityClass<infer E> ? E : S extends { readonly of: EntityClass<infer E> } ? E : never;

type NullIfAllowed<S> = S extends { readonly optional: true } | { readonly nullable: true } ? null : never;

/** The parents that `row` can do without. */
type Dispensable<E, P extends Parents> = {
  [K in keyof P]: P[K] extends EntityClass ? (K extends keyof RowOf<E> ? never : K) : K;
}[keyof P];

type SeenParent<S> =
  S extends EntityClass<infer E>
    ? RowOf<E>
    : S extends
          | { readonly through: unknown }
          | { readonly defaultThrough: unknown }
          | { readonly reference: string }
      ? RowOf<ParentEntity<S>> | undefined
      : RowOf<ParentEntity<S>> | NullIfAllowed<S>;

/** What a column's function sees. */
export interface Context<E, P extends Parents, A extends Transient> {
  /** The row's number among those of its kind: the sequence that people know from other libraries. */
  readonly n: number;
  /** Lower-case letters and digits that no other row of this factory has; for unique values. */
  readonly tag: string;
  /** The dataset's reference time. */
  readonly now: Date;
  /** A faker whose randomness belongs to this row and column. */
  readonly fake: Faker;
  /** The random numbers of this row and column. */
  readonly random: Stream;
  /** The columns above this one. */
  readonly row: Readonly<RowOf<E>>;
  /** The parents' rows; those that are found through others are undefined in a scenario. */
  readonly parents: { readonly [K in keyof P]: SeenParent<P[K]> };
  /** The transient parameters. */
  readonly transient: A;
  /** The row's own uuid. */
  id(): string;
  /** The row's own whole number, 1 to 2^31 - 1, for an integer key. Rows of one call have numbers in a row. */
  ordinal(): number;
}

type Column<E, P extends Parents, A extends Transient, V> = V | ((context: Context<E, P, A>) => V);

/**
 * A value or a function for each column; those that may be null are null unless named.
 *
 * The demand for the others stands apart, because the compiler types the functions before it knows `P`.
 */
export type Columns<E, P extends Parents, A extends Transient, R extends string> = SomeColumns<E, P, A> & {
  readonly [K in Exclude<RequiredColumn<E>, keyof P | R>]: unknown;
};

/** Columns of which none is demanded. */
export type SomeColumns<E, P extends Parents, A extends Transient> = {
  readonly [K in keyof RowOf<E>]?: Column<E, P, A, RowOf<E>[K]>;
};

/** What a hook sees: the row that was made, and a way to make more rows beside it. */
export interface Hook<E, P extends Parents, A extends Transient> {
  readonly row: RowOf<E>;
  readonly parents: { readonly [K in keyof P]: RowOf<ParentEntity<P[K]>> | NullIfAllowed<P[K]> };
  readonly transient: A;
  readonly n: number;
  readonly now: Date;
  readonly random: Stream;
  /** Makes a row that goes out with this one; parents that it leaves open are made, or shared with this one. */
  add<F extends AnyFactory>(factory: F, given: OverridesOf<F>): RowOf<EntityOf<F>>;
  /** Whether a row of that entity, here or in the database, has these values. */
  has<O extends object>(entity: EntityClass<O>, values: Partial<RowOf<O>>): boolean;
}

export type HookFunction<E, P extends Parents, A extends Transient> = (hook: Hook<E, P, A>) => void;

export interface Definition<E, P extends Parents, A extends Transient, R extends string> {
  /** The rows that it belongs to. */
  readonly parents?: P;
  /** Transient parameters and their defaults. */
  readonly transient?: A;
  /** Columns that have no sensible default: each call must give them. */
  readonly required?: readonly R[];
  /** For `lint`, which calls the factory without any: values for what is required, or functions as in `columns`. */
  readonly samples?: { readonly [K in NoInfer<R> & keyof RowOf<E>]?: Column<E, P, A, RowOf<E>[K]> };
  /** The columns, in the order in which they are made: each sees those above it. */
  readonly columns: Columns<E, P, A, R>;
  /** Runs for each row that a bound factory makes; never in a scenario. */
  readonly afterCreate?: HookFunction<E, P, A>;
  /** Runs at the end of the outermost call or `within`, for rows that a rule demands beside this one. */
  readonly ensure?: HookFunction<E, P, A>;
}

/** What a trait changes. */
export interface Change<E, P extends Parents, A extends Transient> {
  readonly columns?: SomeColumns<E, P, A>;
  /** Parents by row, key, nested values, or null for none. */
  readonly parents?: { readonly [K in keyof P]?: unknown };
  readonly transient?: Partial<A>;
  readonly afterCreate?: HookFunction<E, P, A>;
}

/** What `row` takes: the parents' rows, and the columns that shall be other than the factory's own: null is a value, undefined is not. */
export type Given<E, P extends Parents, A extends Transient, R extends string> = {
  readonly [K in Exclude<keyof P, Dispensable<E, P>>]: RowOf<ParentEntity<P[K]>>;
} & {
  readonly [K in Dispensable<E, P>]?:
    | RowOf<ParentEntity<P[K]>>
    | KeyOf<ParentEntity<P[K]>>
    | NullIfAllowed<P[K]>;
} & Values<E, P, A, R>;

/** The columns and parameters of a call. */
type Values<E, P extends Parents, A extends Transient, R extends string> = {
  readonly [K in Exclude<keyof RowOf<E>, keyof P | R | GeneratedColumn<E>>]?: RowOf<E>[K];
} & { readonly [K in R & keyof RowOf<E>]: RowOf<E>[K] } & { readonly [K in keyof A]?: A[K] };

/** A parent as a bound factory takes it. */
export type ParentInput<S> = ParentValue<ParentEntity<S>> | NullIfAllowed<S>;

/** The entity, its row or key, or values to make it with. */
type ParentValue<E> = E | RowOf<E> | KeyOf<E> | Nested<E>;

/** Values to make a parent with: its columns, and its own parents as it takes them, to any depth. Never an entity. */
export type Nested<E> = {
  readonly [K in Exclude<keyof RowOf<E>, GeneratedColumn<E>>]?: K extends keyof E
    ? NestedValue<E[K], RowOf<E>[K]>
    : never;
} & { readonly [PrimaryKeyProp]?: never };

type NestedValue<V, Column> =
  | Column
  | (V extends object ? (typeof PrimaryKeyProp extends keyof V ? ParentValue<V> : never) : never);

/** What a bound factory's calls take. */
export type Overrides<E, P extends Parents, A extends Transient, R extends string> = {
  readonly [K in keyof P]?: ParentInput<P[K]>;
} & Values<E, P, A, R>;

/** Any factory, as far as its types do not matter. */
export interface AnyFactory {
  readonly entity: EntityClass;
  readonly name: string;
  row(address: Address, given: never): object;
  /** Types only: what the factory was defined with. */
  readonly '~types':
    | {
        entity: object;
        parents: Parents;
        transient: Transient;
        required: string;
        traits: object;
        /** What calls take, and `attributes` gives, where that does not follow from the others. */
        given?: object;
        attributes?: object;
      }
    | undefined;
}

/** The factories of a domain, by name. */
export type Factories = Readonly<Record<string, AnyFactory>>;

/**
 * The type of a factory, to give it a name of its own, which editors and messages show instead of all that it is
 * made of.
 *
 * @example interface BookFactory extends Named<typeof book> {}
 */
export type Named<F extends AnyFactory> = F;

type TypesOf<F extends AnyFactory> = NonNullable<F['~types']>;
export type TraitsOf<F extends AnyFactory> = TypesOf<F>['traits'];
export type EntityOf<F extends AnyFactory> = TypesOf<F>['entity'];
export type RequiredOf<F extends AnyFactory> = TypesOf<F>['required'];
export type OverridesOf<F extends AnyFactory> = Overrides<
  TypesOf<F>['entity'],
  TypesOf<F>['parents'],
  TypesOf<F>['transient'],
  TypesOf<F>['required']
>;
/** What the calls of a bound factory take. It may be left out where the factory demands nothing. */
export type CallArguments<F extends AnyFactory> =
  TypesOf<F> extends { given: infer G }
    ? [overrides?: G]
    : [RequiredOf<F>] extends [never]
      ? [overrides?: OverridesOf<F>]
      : [overrides: OverridesOf<F>];
/** The columns of a row, as `attributes` gives them. */
export type AttributesOf<F extends AnyFactory> =
  TypesOf<F> extends { attributes: infer A } ? A : RowOf<EntityOf<F>>;
export type GivenOf<F extends AnyFactory> = Given<
  TypesOf<F>['entity'],
  TypesOf<F>['parents'],
  TypesOf<F>['transient'],
  TypesOf<F>['required']
>;
