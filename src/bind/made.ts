import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';

/** A row that a call has made. */
export interface Made {
  readonly factory: AnyFactory;
  readonly row: AnyRow;
}

/** Values that were refused, but are to be written so that the database can be seen to refuse them too. */
export type Aside = Record<string, unknown>;

/** The parents of a row by relation; undefined where a key that was refused stands in the place of one. */
export type ParentRows = Readonly<Record<string, AnyRow | null | undefined>>;
