import { againstPostgres, generateAndEncode } from './course/generated.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** As `generate`, with the encoding for COPY: all that the seeding process does but talking to the server. */
export default {
  name: 'generate-encoded',
  target: 2,
  unit: 'results/s of CPU',
  size: 1,
  rounds: 3,
  setUp: () => againstPostgres(generateAndEncode),
} satisfies Benchmark;
