/** One of several parts into which a dataset is split. Each part is made without making the others. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}
