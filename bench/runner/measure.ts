import type { Benchmark, Side, TimedSide } from './benchmark.ts';

/** What one round has measured, in the benchmark's unit, and how many times as good ours is. */
export interface Run {
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
}

export interface Measured {
  readonly name: string;
  /** The median of the runs' ratios. */
  readonly ratio: number;
  readonly target: number | null;
  /** Also where there is no target. */
  readonly met: boolean;
  readonly unit: string;
  readonly runs: readonly Run[];
}

/** How thoroughly to measure. */
export interface Effort {
  /** Rounds that count. */
  readonly rounds: number;
  /** Rounds before them, while code is compiled and caches fill. */
  readonly warmUps: number;
  /** How long a sample takes at least, by repetition, in milliseconds. */
  readonly sample: number;
}

/** Measures both sides of a benchmark in turn: what slows the machine down for a while slows both. */
export async function measure(benchmark: Benchmark, effort: Effort): Promise<Measured> {
  const { name, target = null, unit, lowerIsBetter, size, setUp, rounds = effort.rounds } = benchmark;
  const { warmUps = benchmark.rounds === undefined ? effort.warmUps : 1 } = benchmark;
  const sides = await setUp();
  try {
    const runs: Run[] = [];
    let counts = { ours: 1, theirs: 1 };
    for (let round = -warmUps; round < rounds; round++) {
      const { ours, theirs } = await inTurn(sides, counts, size, round % 2 === 0);
      if (round >= 0) runs.push({ ours, theirs, ratio: lowerIsBetter ? theirs / ours : ours / theirs });
      const repeat = (side: Side, rate: number) =>
        'figure' in side || side.prepare
          ? 1
          : Math.max(1, Math.ceil(((rate / (side.size ?? size)) * effort.sample) / 1000));
      counts = { ours: repeat(sides.ours, ours), theirs: repeat(sides.theirs, theirs) };
    }
    const ratio = median(runs.map((run) => run.ratio));
    return { name, ratio, target, met: ratio >= (target ?? 0), unit, runs };
  } finally {
    await sides.tearDown?.();
  }
}

type Both<T> = { readonly ours: T; readonly theirs: T };

/** Takes a sample of each side, now this one first and now that one. Resolves to their figures. */
async function inTurn(
  sides: Both<Side>,
  counts: Both<number>,
  size: number,
  oursFirst: boolean,
): Promise<Both<number>> {
  if (oursFirst) {
    const ours = await take(sides.ours, counts.ours, size);
    return { ours, theirs: await take(sides.theirs, counts.theirs, size) };
  }
  const theirs = await take(sides.theirs, counts.theirs, size);
  return { ours: await take(sides.ours, counts.ours, size), theirs };
}

async function take(side: Side, count: number, size: number): Promise<number> {
  await side.prepare?.();
  // What others left behind is not to be cleared away in our time; where node was not told to, it is.
  globalThis.gc?.();
  const figure = 'figure' in side ? await side.figure() : await throughput(side, count, size);
  await side.cleanUp?.();
  return figure;
}

async function throughput(side: TimedSide, count: number, size: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    const result = side.run();
    if (result instanceof Promise) await result;
  }
  const seconds = (performance.now() - start) / 1000;
  return ((side.size ?? size) * count) / seconds;
}

/** The middle one; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return (low + high) / 2;
}
