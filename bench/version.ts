import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runNode } from './course/child.ts';
import type { Benchmark } from './runner/benchmark.ts';

const program = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));

/** `seedbed --version`, as it is published; theirs is what it may take, 150 ms more than a Node that does nothing. */
export default {
  name: 'version',
  target: 1,
  unit: 's',
  lowerIsBetter: true,
  size: 1,
  setUp: async () => {
    execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
    return {
      ours: { figure: () => runNode([program, '--version']) },
      theirs: { figure: async () => 0.15 + (await runNode(['-e', '0'])) },
    };
  },
} satisfies Benchmark;
