import { describe, expect, test } from 'vitest';
import { readThroughout } from '../staging/readers.ts';
import { stagingDatabase } from '../staging/staging.ts';
import { servers } from '../support/database.ts';

describe.each(servers)('20 readers throughout 20 resets on PostgreSQL $version', ({ version }) => {
  test.each(['rename', 'transaction'] as const)('by %s see the old data or the new', async (strategy) => {
    const seen = await readThroughout(await stagingDatabase(version), strategy, { clients: 20, resets: 20 });
    console.log(strategy, seen.reads, 'reads', Object.fromEntries(seen.errors));
    expect(seen.datasets.size).toBe(21);
    if (strategy === 'transaction') expect(seen.errors).toEqual(new Map());
  });
});
