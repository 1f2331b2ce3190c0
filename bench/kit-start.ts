import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runNode } from './course/child.ts';
import { startKit } from './course/kit.ts';
import type { Benchmark } from './runner/benchmark.ts';

const file = fileURLToPath(new URL('./course/suite/kit.ts', import.meta.url));

/**
 * A test file with one test, from its process's start to its end, with the package as it is published, where an earlier
 * run has made the template.
 */
export default {
  name: 'kit-start',
  target: 1,
  unit: 's',
  lowerIsBetter: true,
  size: 1,
  rounds: 7,
  setUp: async () => {
    execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
    const { destroy } = await startKit();
    return {
      ours: { figure: async () => await runNode([file, '1']) },
      theirs: { figure: async () => 1.5 },
      tearDown: destroy,
    };
  },
} satisfies Benchmark;
