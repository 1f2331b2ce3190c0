import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './packing.ts';

const recorder = `import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({
  load(url, context, next) {
    loaded.push(url);
    return next(url, context);
  },
});
process.on('exit', () => console.log('\\n' + JSON.stringify(loaded)));
`;

/** The urls of the modules that a Node of the project loads for these parameters. */
export async function loadedBy(app: string, parameters: readonly string[]): Promise<string[]> {
  const path = join(app, 'recorder.mjs');
  writeFileSync(path, recorder);
  const printed = await run(app, ['--import', path, ...parameters]);
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '');
}

/** Of which packages they are, with how many of each. */
export function packagesOf(urls: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const url of urls) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
