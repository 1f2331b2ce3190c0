import type { EntityClass } from '../entities/row.ts';
import type { InvolvedValues } from '../errors/rule-broken.ts';
import type { AnyRow } from '../load/sink.ts';

/** What a rule may ask about the rows around one. Each answer may be that a row must be read first. */
export interface Look {
  /** The row that a relation of `row` points to; null where it points to none. */
  parent(row: AnyRow, relation: string, target: EntityClass): AnyRow | null;
  /** All rows whose relation points to `parent`. */
  children(entity: EntityClass, relation: string, parent: AnyRow): Iterable<AnyRow>;
  /** The rows known so far that have the same values as `row` in these columns; it may be among them. */
  alike(entity: EntityClass, columns: readonly string[], row: AnyRow): Iterable<AnyRow>;
  /** The same without `row`, which is known. */
  others(entity: EntityClass, columns: readonly string[], row: AnyRow): Iterable<AnyRow>;
  /** A row that has these values, wherever it is. */
  find(entity: EntityClass, values: Readonly<Record<string, unknown>>): AnyRow | undefined;
}

/** One thing that the schema demands of the rows of a table, as it can be seen from one of them. */
export interface RowRule {
  /** Where a constraint, index or trigger enforces it, that one's name. */
  readonly name: string;
  readonly entity: EntityClass;
  readonly description: string;
  /** A constraint or index of the database, a trigger of it, or nothing in the database: `verify` finds what breaks it. */
  readonly enforcedBy: 'constraint' | 'trigger' | 'verify';
  /** What to do about it, where that is not simply to give other values. */
  readonly hint?: string;
  /** The values involved where the row breaks the rule. Columns may be null, even those that must not. */
  breaks(row: AnyRow, look: Look): InvolvedValues | undefined;
}
