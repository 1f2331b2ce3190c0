import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './project.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A project of modules that has seedbed, vitest and other packages installed, and these files. */
export function strangersProject(
  packages: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): string {
  const folder = temporaryFolder();
  const all = ['vitest', ...packages];
  for (const name of ['seedbed', ...all]) {
    const path = join(folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(name === 'seedbed' ? checkout : join(checkout, 'node_modules', name), path);
  }
  const devDependencies = Object.fromEntries(all.map((name) => [name, '*']));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', devDependencies }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Runs the tests of a project as its people do, with the sources of seedbed. */
export async function runVitest(
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; output: string; errors: string }> {
  const config = { ssr: { resolve: { conditions: ['seedbed-source'] } } };
  writeFileSync(join(cwd, 'vitest.config.js'), `export default ${JSON.stringify(config)};`);
  const ours = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|TEST$|NODE_ENV|SEEDBED|DATABASE)/.test(name),
  );
  const vitest = join(checkout, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--testTimeout=60000'], {
    cwd,
    env: { ...Object.fromEntries(ours), ...env, NO_COLOR: '1' },
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, output, errors };
}
