import type { AnyFactory } from '../factories/definition.ts';

/** A factory of a derived table, with the types of its entities, of what calls take, and of what `attributes` gives. */
export interface TypedFactory<E extends object, Given extends object, Attributes extends object>
  extends AnyFactory {
  readonly '~types':
    | {
        entity: E;
        parents: Record<never, never>;
        transient: Record<never, never>;
        required: never;
        traits: Record<never, never>;
        given: Given;
        attributes: Attributes;
      }
    | undefined;
}
