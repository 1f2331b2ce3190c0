import { fileURLToPath } from 'node:url';
import { runNode } from './course/child.ts';
import { startKit } from './course/kit.ts';
import type { Benchmark, FigureSide } from './runner/benchmark.ts';

const FILES = [1, 2, 3, 4];
const TESTS = 50;

/**
 * 200 tests in four files, each test with a `classroom`, against the same ones where each empties its file's database
 * and seeds it anew. The files are processes, two at a time, as in a test runner on two cores.
 */
export default {
  name: 'kit-suite',
  target: 10,
  unit: 's',
  lowerIsBetter: true,
  size: 1,
  rounds: 3,
  warmUps: 0,
  setUp: async () => {
    const { server, destroy } = await startKit();
    const databases = new Map<number, string>();
    for (const file of FILES) databases.set(file, await server.emptyDatabase(`suite_${file}`));
    return {
      ours: running('kit', () => ({})),
      theirs: running('reseed', (file) => ({ DATABASE_URL: databases.get(file) ?? '' })),
      tearDown: destroy,
    };
  },
} satisfies Benchmark;

/** Runs the files of `suite/`, and resolves to the seconds that it takes. */
const running = (
  name: string,
  environment: (file: number) => Readonly<Record<string, string>>,
): FigureSide => ({
  figure: async () => {
    const start = performance.now();
    const script = fileURLToPath(new URL(`./course/suite/${name}.ts`, import.meta.url));
    const waiting = [...FILES];
    const work = async (): Promise<void> => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
        await runNode(['--conditions=seedbed-source', script, String(TESTS)], environment(file));
    };
    await Promise.all([work(), work()]);
    return (performance.now() - start) / 1000;
  },
});
