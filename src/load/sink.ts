import type { EntityClass } from '../entities/row.ts';

/** A row of any entity: its columns by property name, relations as keys. */
export type AnyRow = Readonly<Record<string, unknown>>;

/** Rows by entity: some part of a dataset. Parents are in it, or in one that was written before. */
export type Rows = ReadonlyMap<EntityClass, readonly AnyRow[]>;

/** Where rows go. Scenarios do not know which one they write to. */
export interface Sink {
  /** Takes the rows; resolves when it can take more. */
  write(rows: Rows): Promise<void>;
  /** Resolves when everything written has arrived. */
  finish(): Promise<void>;
}
