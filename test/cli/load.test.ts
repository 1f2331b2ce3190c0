import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryFolder();
const dataset = ['university', '--set', 'users=1500', 'courses=3', 'students=10', 'tasks=1'];

beforeAll(async () => {
  for (const shard of ['1/2', '2/2']) {
    await seedbed(['seed', ...dataset, '--shard', shard, '--out', 'parts'], { cwd });
  }
});

describe('seedbed load', () => {
  it('fills DATABASE_URL with all parts, and says what is in it', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const { code, stdout, stderr } = await seedbed(['load', 'parts'], { cwd, env: { DATABASE_URL: url } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Loaded 'university' from 2 parts: [\d,]+ rows in \d+\.\d s\.$/m);
    expect(stdout).toMatch(/^ {2}user +1,500$/m);
    expect(stdout).toMatch(/_owner$/m);
    expect(stdout).not.toContain(new URL(url).password);

    const seeded = await freshDatabase({ template: 'course' });
    await seedbed(['seed', ...dataset], { cwd, env: { DATABASE_URL: seeded.url } });
    expect(await datasetHash(client, course)).toBe(await datasetHash(seeded.client, course));

    const again = await seedbed(['load', 'parts'], { cwd, env: { DATABASE_URL: url } });
    expectRefusal(again, { code: 3, problem: 'already holds', hint: 'Point DATABASE_URL at an empty' });
  });

  it('takes folders one by one and a mode, and prints one JSON document with --json', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const folders = ['parts/part-2-of-2', 'parts/part-1-of-2'];
    const parameters = ['load', ...folders, '--json', '--load', 'rebuild'];
    const { code, stdout } = await seedbed(parameters, { cwd, env: { DATABASE_URL: url } });
    expect(code).toBe(0);
    const tables = await countRows(client, course);
    expect(JSON.parse(stdout)).toMatchObject({
      scenario: 'university',
      parameters: { users: 1500, courses: 3 },
      seed: 0,
      parts: 2,
      load: 'rebuild',
      rows: Object.values(tables).reduce((sum, count) => sum + count, 0),
      tables,
    });
  });

  it('works on the embedded server too', async () => {
    const project = temporaryProject();
    const { code, stdout } = await seedbed(['load', join(cwd, 'parts')], { cwd: project });
    expect(code).toBe(0);
    expect(stdout).toContain('npx seedbed db url');
  });

  it('refuses what is no dataset, and parts that are missing, before it asks for a server', async () => {
    const env = { DATABASE_URL: 'postgresql://ada:secret@nowhere.invalid/course' };
    expectRefusal(await seedbed(['load', 'nowhere'], { cwd, env }), {
      code: 3,
      problem: 'There is no manifest.json in nowhere',
      hint: '--out',
    });
    rmSync(join(cwd, 'parts/part-2-of-2'), { recursive: true });
    expectRefusal(await seedbed(['load', 'parts'], { cwd, env }), {
      code: 3,
      problem: '1 of 2 parts are missing: 2/2.',
      hint: '--shard k/n',
    });
  });
});
