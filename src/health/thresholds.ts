/** From where on something is a warning or a failure. */
export interface Thresholds {
  /** Milliseconds for an answer, of three the quickest. */
  readonly answer: { readonly warning: number };
  /** The newest major version of PostgreSQL that seedbed is tested on. */
  readonly version: { readonly warning: number };
  /** Seconds since a transaction began. */
  readonly transaction: { readonly warning: number; readonly failure: number };
  /** The share of blocks that were found in memory, of at least so many that were asked for. */
  readonly cache: { readonly warning: number; readonly failure: number; readonly blocks: number };
  /** The share of the connections that there may be. */
  readonly connections: { readonly warning: number; readonly failure: number };
  /** Bytes that are free. */
  readonly disk: { readonly warning: number; readonly failure: number };
}

/** What is judged by where nothing else is said; docs/health.md has it too. */
export const defaultThresholds: Thresholds = {
  answer: { warning: 500 },
  version: { warning: 18 },
  transaction: { warning: 300, failure: 3_600 },
  cache: { warning: 0.95, failure: 0.8, blocks: 100_000 },
  connections: { warning: 0.8, failure: 0.95 },
  disk: { warning: 2_000_000_000, failure: 200_000_000 },
};
