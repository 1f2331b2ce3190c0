import type { PrimaryKeyProp } from '@mikro-orm/core';
import type { Domain } from '../domain.ts';
import type { RowOf } from '../entities/row.ts';
import type { AnyFactory, Nested } from '../factories/definition.ts';

/** A factory of a derived table whose rows have a type. */
export interface TableFactory<E extends object> extends AnyFactory {
  readonly '~types':
    | {
        entity: E;
        parents: Record<never, never>;
        transient: Record<never, never>;
        required: never;
        traits: Record<never, never>;
        given: Omit<Nested<E>, typeof PrimaryKeyProp>;
        attributes: RowOf<E>;
      }
    | undefined;
}

/** A domain that is derived from tables whose rows have types, by factory, as `seedbed init` writes them. */
export type TableDomain<Tables> = Domain<{
  readonly [K in keyof Tables & string]: TableFactory<Extract<Tables[K], object>>;
}>;
