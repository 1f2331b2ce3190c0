import { describe, expect, it } from 'vitest';
import { bench } from '../bench/runner/program.ts';

const effort = { rounds: 5, warmUps: 1, sample: 1 };

/**
 * Runs the fake benchmarks: `quicker` and `leaner` reach their targets, `slower` does not, and `alike` and `larger`
 * have none.
 */
async function run(...parameters: string[]): Promise<{ code: number; output: string }> {
  const printed: string[] = [];
  const code = await bench({
    folder: new URL('./fixtures/bench/', import.meta.url),
    parameters,
    effort,
    print: (text) => printed.push(text),
  });
  return { code, output: printed.join('\n') };
}

describe('npm run bench', () => {
  it('measures all benchmarks and exits with 1 when a target is missed', async () => {
    const { code, output } = await run();
    expect(code).toBe(1);
    const [head, ...lines] = output.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(head).toEqual(['benchmark', 'ratio', 'spread', 'target', 'met', 'ours', 'theirs', 'unit']);
    const ratio = /^\d+\.\d\d ×$/;
    const spread = /^\d+\.\d\d … \d+\.\d\d$/;
    const figure = /^[\d,.]+$/;
    const line = (name: string, unit: string, ...goal: string[]) => [
      name,
      ...[ratio, spread].map((pattern) => expect.stringMatching(pattern)),
      ...goal,
      ...[figure, figure].map((pattern) => expect.stringMatching(pattern)),
      unit,
    ];
    expect(lines).toEqual([
      line('alike', 'runs/s', 'none'),
      line('larger', 'steps/s', 'none'),
      ['leaner', '4.00 ×', '4.00 … 4.00', '4.00 ×', 'yes', '50', '200', 'MB'],
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
