import { beforeAll, describe, expect, test } from 'vitest';
import { embeddedServer } from '../../../src/database/server.ts';
import { temporaryProject } from '../../support/project.ts';
import { moments, Scene } from './kills.ts';

describe('a rebuild that is killed leaves all or nothing, and the structure as it was', () => {
  const directory = temporaryProject();
  const scene = new Scene(embeddedServer({ directory }), directory);
  beforeAll(() => scene.prepare());

  test.each(moments(3))('$victim, $step, $share', async (moment) => {
    const { left } = await scene.kill(moment);
    expect(['nothing', 'everything']).toContain(left);
  });
});
