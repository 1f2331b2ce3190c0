import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bench } from '../bench/runner/program.ts';

const origin = { date: '2026-01-02T03:04:05.000Z', commit: 'abcdef0', node: 'v24.0.0' };
const effort = { rounds: 5, warmUps: 1, sample: 1 };

/**
 * Runs the fake benchmarks: `quicker` and `leaner` reach their targets, `slower` does not, and `alike` and `larger`
 * have none.
 */
const run = (...parameters: string[]) => runAgain(newHistory(), ...parameters);

/** In a folder that is removed with the test. */
function newHistory(): URL {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return pathToFileURL(join(folder, 'history.jsonl'));
}

async function runAgain(history: URL, ...parameters: string[]): Promise<{ code: number; output: string }> {
  const printed: string[] = [];
  const code = await bench({
    folder: new URL('./fixtures/bench/', import.meta.url),
    parameters,
    effort,
    print: (text) => printed.push(text),
    history,
    origin,
  });
  return { code, output: printed.join('\n') };
}

describe('npm run bench', () => {
  it('measures all benchmarks and exits with 1 when a target is missed', async () => {
    const { code, output } = await run();
    expect(code).toBe(1);
    const [head, ...lines] = output.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(head).toEqual([
      'benchmark',
      'ratio',
      'change',
      'spread',
      'target',
      'met',
      'ours',
      'theirs',
      'unit',
    ]);
    const ratio = /^\d+\.\d\d ×$/;
    const spread = /^\d+\.\d\d … \d+\.\d\d$/;
    const figure = /^[\d,.]+$/;
    const line = (name: string, unit: string, ...goal: string[]) => [
      name,
      expect.stringMatching(ratio),
      'new',
      expect.stringMatching(spread),
      ...goal,
      ...[figure, figure].map((pattern) => expect.stringMatching(pattern)),
      unit,
    ];
    expect(lines).toEqual([
      line('alike', 'runs/s', 'none'),
      line('larger', 'steps/s', 'none'),
      ['leaner', '4.00 ×', 'new', '4.00 … 4.00', '4.00 ×', 'yes', '50', '200', 'MB'],
      line('quicker', 'runs/s', '2.00 ×', 'yes'),
      line('slower', 'runs/s', '0.50 ×', 'no'),
    ]);
  });

  it('counts what each side makes where they make different numbers of things', async () => {
    const { output } = await run('--json', 'larger');
    const [{ ratio }] = JSON.parse(output);
    // About 1; a hundredth where ours counted as many as theirs.
    expect(ratio).toBeGreaterThan(0.1);
  });

  it('compares figures that the sides bring, as often as the benchmark says', async () => {
    const { code, output } = await run('--json', 'leaner');
    expect(code).toBe(0);
    const runs = Array(2).fill({ ours: 50, theirs: 200, ratio: 4 });
    expect(JSON.parse(output)).toEqual([
      { name: 'leaner', ratio: 4, target: 4, met: true, unit: 'MB', runs },
    ]);
  });

  it('exits with 0 when the targets of those that were named are reached', async () => {
    const { code, output } = await run('quicker', 'alike');
    expect(code).toBe(0);
    expect(output).not.toContain('slower');
  });

  it('prints JSON with each round of both sides', async () => {
    const { code, output } = await run('--json', 'slower', 'quicker', 'alike');
    expect(code).toBe(1);
    const rate = expect.any(Number);
    const runs = Array(effort.rounds).fill({ ours: rate, theirs: rate, ratio: rate });
    const results: {
      name: string;
      ratio: number;
      runs: { ours: number; theirs: number; ratio: number }[];
    }[] = JSON.parse(output);
    expect(results).toEqual([
      { name: 'alike', ratio: rate, target: null, met: true, unit: 'runs/s', runs },
      { name: 'quicker', ratio: rate, target: 2, met: true, unit: 'runs/s', runs },
      { name: 'slower', ratio: rate, target: 0.5, met: false, unit: 'runs/s', runs },
    ]);
    for (const { ratio, runs } of results) {
      expect(ratio).toBe(runs.map((one) => one.ratio).sort((a, b) => a - b)[2]);
      for (const one of runs) expect(one.ratio).toBeCloseTo(one.ours / one.theirs);
    }
  });

  it('keeps each time in the history, and shows what has changed since the last', async () => {
    const history = newHistory();
    await runAgain(history, 'leaner');
    await runAgain(history, 'alike');
    const lines = readFileSync(history, 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({ ...origin, ratios: { leaner: 4 } });
    expect(lines.map((line) => Object.keys(JSON.parse(line).ratios))).toEqual([['leaner'], ['alike']]);
    writeFileSync(history, `${lines.join('\n')}\n${JSON.stringify({ ...origin, ratios: { leaner: 5 } })}\n`);
    const { output } = await runAgain(history, 'leaner');
    expect(output).toMatch(/^ *leaner +4\.00 × +−20 % /m);
    expect((await runAgain(history, 'leaner')).output).toContain('+0 %');
  });

  it.each([
    [['quikcer'], "benchmark 'quikcer'"],
    [['--jsn'], "option '--jsn'"],
  ])('refuses %j and says what there is', async (parameters, what) => {
    const { code, output } = await run(...parameters);
    expect(code).toBe(2);
    expect(output).toContain(what);
    expect(output).toContain('Benchmarks: alike, larger, leaner, quicker, slower');
  });
});
