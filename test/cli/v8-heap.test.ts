import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const heap = JSON.stringify(new URL('../../src/cli/v8-heap.ts', import.meta.url));

/** So many rows are in use at a time that what the collector has not come to yet is little beside them. */
const flow = `
  const batches = [];
  for (let n = 0; n < 600; n++) {
    batches.push(Array.from({ length: 2_000 }, (_, i) => ({ id: 'row ' + n + '/' + i, at: new Date(i), next: { i } })));
    if (batches.length > 100) batches.shift();
  }
  process.stdout.write(String(process.resourceUsage().maxRSS));`;

async function peak(script: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return Number(stdout);
}

it('keeps the heap from growing with what flows through it', async () => {
  const small = await peak(`const { keepHeapSmall } = await import(${heap}); keepHeapSmall(); ${flow}`);
  const usual = await peak(`await import(${heap}); ${flow}`);
  expect(small).toBeLessThan(0.85 * usual);
});
