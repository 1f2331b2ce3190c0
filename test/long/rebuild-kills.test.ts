import { expect, test } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';
import { moments, Scene, steps } from '../load/rebuild/kills.ts';
import { temporaryProject } from '../support/project.ts';

test('a rebuild that is killed at 50 moments leaves all or nothing, and the structure as it was', async () => {
  const directory = temporaryProject();
  const scene = new Scene(embeddedServer({ directory }), directory);
  await scene.prepare();
  const hits = new Map<string, number>();
  for (const moment of moments(50)) {
    const { during } = await scene.kill(moment);
    hits.set(during, (hits.get(during) ?? 0) + 1);
  }
  for (const step of steps) expect(hits.get(step), step).toBeGreaterThanOrEqual(3);
});
