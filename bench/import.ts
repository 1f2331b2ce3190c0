import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Benchmark } from './runner/benchmark.ts';

const execute = promisify(execFile);

/** Resolves to the seconds of CPU of a process from its start until it has imported that. */
async function importing(name: string): Promise<number> {
  const program = `import '${name}'; const { user, system } = process.cpuUsage(); console.log((user + system) / 1e6);`;
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', program]);
  return Number(stdout);
}

/** A process that imports `seedbed` as it is published; theirs one that imports `@mikro-orm/postgresql` alone. */
export default {
  name: 'import',
  target: 1 / 1.3,
  unit: 's of CPU',
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
