import { execFileSync } from 'node:child_process';
import { runNode } from './course/child.ts';
import type { Benchmark } from './runner/benchmark.ts';

const importing = (name: string) => runNode(['--input-type=module', '--eval', `import '${name}'`]);

/** A process that imports `seedbed` as it is published; theirs one that imports `@mikro-orm/postgresql` alone. */
export default {
  name: 'import',
  target: 1 / 1.3,
  unit: 's',
  lowerIsBetter: true,
  size: 1,
  setUp: async () => {
    execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
    return {
      ours: { figure: () => importing('seedbed') },
      theirs: { figure: () => importing('@mikro-orm/postgresql') },
    };
  },
} satisfies Benchmark;
