import { againstPostgres, generate } from './course/generated.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** Making rows costs at most half of the CPU that PostgreSQL spends on loading them; no sink, no encoding. */
export default {
  name: 'generate',
  target: 2,
  unit: 'results/s of CPU',
  size: 1,
  rounds: 3,
  setUp: () => againstPostgres(generate),
} satisfies Benchmark;
