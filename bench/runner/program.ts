import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { type Entry, lastRatios, remember } from './history.ts';
import { type Effort, type Measured, measure } from './measure.ts';
import { renderMeasured } from './table.ts';

interface Options {
  /** Where the benchmarks are: each file but `run.ts` has one. */
  readonly folder: URL;
  readonly parameters: readonly string[];
  readonly effort: Effort;
  readonly print: (text: string) => void;
  /** The file with a line for each time, which the next results are compared with. */
  readonly history: URL;
  /** What these results are of. */
  readonly origin: Omit<Entry, 'ratios'>;
}

const usage = 'Usage: npm run bench [-- [--json] name …]';

/**
 * Runs the named benchmarks, or all, prints what they found and adds it to the history. Resolves to the exit code: 0,
 * 1 where a target is missed, 2 for wrong usage.
 *
 * @example process.exitCode = await bench({ folder, parameters: ['build'], effort, print, history, origin });
 */
export async function bench(options: Options): Promise<0 | 1 | 2> {
  const { folder, parameters, effort, print, history, origin } = options;
  const known = namesIn(folder);
  const { values, positionals: names, unknown } = parse(parameters, known);
  if (unknown !== undefined) {
    print(`error: there is no ${unknown}\n${usage}\nBenchmarks: ${known.join(', ')}`);
    return 2;
  }
  const results: Measured[] = [];
  for (const name of known.filter((one) => names.length === 0 || names.includes(one))) {
    // A benchmark's file exports it by default; `satisfies` has checked it there.
    const { default: benchmark } = (await import(new URL(`${name}.ts`, folder).href)) as {
      default: Benchmark;
    };
    results.push(await measure(benchmark, effort));
  }
  print(values.json ? JSON.stringify(results, null, 2) : renderMeasured(results, lastRatios(history)));
  remember(history, {
    ...origin,
    ratios: Object.fromEntries(results.map(({ name, ratio }) => [name, ratio])),
  });
  return results.every(({ met }) => met) ? 0 : 1;
}

const namesIn = (folder: URL): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();

function parse(parameters: readonly string[], known: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
  });
  const option = Object.keys(values).find((name) => name !== 'json');
  const name = positionals.find((one) => !known.includes(one));
  const unknown = option === undefined ? name && `benchmark '${name}'` : `option '--${option}'`;
  return { values, positionals, unknown };
}
