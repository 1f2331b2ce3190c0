import type { Dataset, Row } from './dataset.ts';

/** One thing that is demanded of the rows of a table. */
export interface Rule {
  readonly name: string;
  readonly table: string;
  isBroken(row: Row, dataset: Dataset): boolean;
}
