interface Prepared {
  /** Runs before each sample, and is not measured; a side that has it is run once a sample. */
  readonly prepare?: () => Promise<void>;
  /** Runs after each sample, and is not measured. */
  readonly cleanUp?: () => Promise<void>;
}

/** A side whose throughput is measured. */
export interface TimedSide extends Prepared {
  /** What is measured. */
  readonly run: () => unknown;
  /** As that of the benchmark, where the two sides make different numbers of things. */
  readonly size?: number;
}

/** A side that measures something other than time by itself. */
export interface FigureSide extends Prepared {
  /** Resolves to a figure in the benchmark's unit. */
  readonly figure: () => Promise<number>;
}

/** One of the two things that a benchmark compares. */
export type Side = TimedSide | FigureSide;

/** Two sides, ready to be measured. */
export interface Sides {
  readonly ours: Side;
  readonly theirs: Side;
  readonly tearDown?: () => Promise<void>;
}

/**
 * Compares ours with theirs: their throughput, or figures of their own. The default export of a file of its own
 * in `bench/`.
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
  /** Of throughput, such as `rows/s`, or of the figures. */
  readonly unit: string;
  /** That the lower of two figures is the better one: then theirs is divided by ours. */
  readonly lowerIsBetter?: true;
  /** How many of the unit's things one `run` of either side makes. */
  readonly size: number;
  /** Rounds that count, where one takes so long that there are to be fewer than usual. */
  readonly rounds?: number;
  /** Rounds before them; one where `rounds` is given. */
  readonly warmUps?: number;
  readonly setUp: () => Promise<Sides>;
}
