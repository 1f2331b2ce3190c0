import { describe, expect, test } from 'vitest';
import { readThroughout } from './readers.ts';
import { stagingDatabase } from './staging.ts';

describe('readers throughout resets see the old data or the new', () => {
  test('by rename: the only errors are those of a lost connection', async () => {
    const seen = await readThroughout(await stagingDatabase(), 'rename', { clients: 4, resets: 1 });
    expect(seen.reads).toBeGreaterThan(0);
    expect(seen.datasets.size).toBe(2);
    expect(seen.errors.size).toBeGreaterThan(0);
  });

  test('by transaction: without any error', async () => {
    const seen = await readThroughout(await stagingDatabase(), 'transaction', { clients: 4, resets: 1 });
    expect(seen.datasets.size).toBe(2);
    expect(seen.errors).toEqual(new Map());
  });
});
