import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';
import { temporaryProject } from '../support/project.ts';
import { moments, Scene } from './kills.ts';

describe('a reset that is killed leaves the old data or the new, and does not disturb the next one', () => {
  const directory = temporaryProject();
  const scene = new Scene(embeddedServer({ directory }), directory);
  beforeAll(() => scene.prepare());
  afterAll(() => scene.resetAgain('rename'));

  test.each([...moments('rename', 3), ...moments('transaction', 1)])(
    '$strategy, $victim, $step, $share',
    async (moment) => {
      const { left } = await scene.kill(moment);
      expect(['old', 'new']).toContain(left);
    },
  );
});
