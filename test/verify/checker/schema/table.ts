import type { Columns } from './columns.ts';

/** No two rows have the same values in these columns; nulls are never the same. */
export interface Unique {
  readonly columns: readonly string[];
  /** Where it is not PostgreSQL's default name. */
  readonly name?: string;
  /** Only the rows in which this column is null, or is not, are looked at. */
  readonly whereNull?: string;
  readonly whereNotNull?: string;
}

/** A foreign key of several columns. */
export interface CompositeKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  readonly name?: string;
}

/** What the schema says about one table, but for its own conditions. */
export interface Table {
  readonly columns: Columns;
  readonly primary: readonly string[];
  readonly uniques?: readonly Unique[];
  readonly keys?: readonly CompositeKey[];
  /** Whether a trigger keeps created_at and updated_at. */
  readonly timestamps?: boolean;
}

/** What most tables have. */
export const kept = { primary: ['id'], timestamps: true } as const;
export const unique = (...columns: string[]): Unique => ({ columns });
