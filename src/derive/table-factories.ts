import type { PrimaryKeyProp } from '@mikro-orm/core';
import type { Domain } from '../domain.ts';
import type { RowOf } from '../entities/row.ts';
import type { Nested } from '../factories/definition.ts';
import type { TypedFactory } from './typed-factory.ts';

/** A factory of a derived table whose rows have a type. */
export interface TableFactory<E extends object>
  extends TypedFactory<E, Omit<Nested<E>, typeof PrimaryKeyProp>, RowOf<E>> {}

/** A domain that is derived from tables whose rows have types, by factory, as `seedbed init` writes them. */
export type TableDomain<Tables> = Domain<{
  readonly [K in keyof Tables & string]: TableFactory<Extract<Tables[K], object>>;
}>;
