import type { EntityClass, RowOf } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';

/** Makes the rows of a counterexample, each with everything that it belongs to. */
export interface Make {
  /**
   * A valid row that is in the database before the rule is broken, with the rows that rules demand beside it.
   *
   * @param given what the factory's calls take
   * @param traits the names of traits that need no arguments
   */
  row<E extends object>(entity: EntityClass<E>, given?: AnyRow, ...traits: string[]): RowOf<E>;
  /** A valid row that is not in the database yet; what it belongs to is, what belongs to it is not. */
  spare<E extends object>(entity: EntityClass<E>, given?: AnyRow, ...traits: string[]): RowOf<E>;
}

/** The statement that breaks a rule, by an entity and its properties. */
export type Breach = (
  | { readonly insert: EntityClass; readonly row: AnyRow }
  | { readonly update: EntityClass; readonly row: AnyRow; readonly set: AnyRow }
  | { readonly delete: EntityClass; readonly row: AnyRow }
) & {
  /** The properties that the database stores otherwise, instead of refusing them. */
  readonly corrected?: readonly string[];
  /** The names of rules that nothing keeps which breaks this one. */
  readonly also?: readonly string[];
  /** That one of them which the database looks at first, so that it is what answers. */
  readonly by?: string;
  /** Transaction-local settings for the statement, where not those of a load. */
  readonly settings?: Readonly<Record<string, string>>;
};

/**
 * Breaks a rule, and as few others as can be: rows that are valid, and a statement after them.
 *
 * @example
 * (make) => ({ insert: CourseMember, row: { ...make.spare(CourseMember), courseGroup: null } })
 */
export type StatedCounterexample = (make: Make) => Breach;

/** A key that no row has. */
export const NOWHERE = '00000000-0000-8000-8000-000000000000';
