/** One of the two things that a benchmark compares. */
export interface Side {
  /** Runs before each sample, and is not measured; a side that has it is run once a sample. */
  readonly prepare?: () => Promise<void>;
  /** What is measured. */
  readonly run: () => unknown;
  /** Runs after each sample, and is not measured. */
  readonly cleanUp?: () => Promise<void>;
}

/** Two sides, ready to be measured. */
export interface Sides {
  readonly ours: Side;
  readonly theirs: Side;
  readonly tearDown?: () => Promise<void>;
}

/**
 * Compares the throughput of ours with that of theirs. The default export of a file of its own in `bench/`.
 *
 * @example
 * export default {
 *   name: 'build',
 *   target: 0.8,
 *   unit: 'graphs/s',
 *   size: 1,
 *   setUp: async () => ({ ours: { run: () => f.user.build() }, theirs: { run: () => userFactory.build() } }),
 * } satisfies Benchmark;
 */
export interface Benchmark {
  readonly name: string;
  /** How many times theirs ours must reach at least; left out where it is measured for information. */
  readonly target?: number;
  /** Of throughput, such as `rows/s`. */
  readonly unit: string;
  /** How many of the unit's things one `run` of either side makes. */
  readonly size: number;
  /** Rounds that count, where one takes so long that there are to be fewer than usual; one comes before them. */
  readonly rounds?: number;
  readonly setUp: () => Promise<Sides>;
}
