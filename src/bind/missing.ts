import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';

/** What only the database knows: all rows of an entity that have these values. */
export interface Missing {
  readonly entity: EntityClass;
  readonly values: AnyRow;
  /** Whether the value is a key, so that there must be such a row. */
  readonly isKey: boolean;
}
