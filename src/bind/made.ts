import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';

/** A row that a call has made. */
export interface Made {
  readonly factory: AnyFactory;
  readonly row: AnyRow;
}
