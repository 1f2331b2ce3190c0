import { describe, expect, test } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';
import { moments, Scene, steps } from '../staging/kills.ts';
import { temporaryProject } from '../support/project.ts';

describe.each(['rename', 'transaction'] as const)('a reset by %s', (strategy) => {
  test('that is killed at 50 moments leaves the old data or the new, and the next one works', async () => {
    const directory = temporaryProject();
    const scene = new Scene(embeddedServer({ directory }), directory);
    await scene.prepare();
    const hits = new Map<string, number>();
    const left = { old: 0, new: 0 };
    for (const moment of moments(strategy, 50)) {
      const found = await scene.kill(moment);
      hits.set(found.during, (hits.get(found.during) ?? 0) + 1);
      left[found.left]++;
      await scene.resetAgain(strategy);
    }
    console.log(strategy, Object.fromEntries(hits), left);
    for (const step of steps[strategy]) expect(hits.get(step), step).toBeGreaterThanOrEqual(3);
  });
});
