import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { seedbed, seedbedInNode } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryFolder();

describe('seedbed manifest', () => {
  it('prints the same as --out writes, without files, and needs no database', async () => {
    const env = { DATABASE_URL: 'postgresql://ada:secret@nowhere.invalid/course', TZ: 'Asia/Kathmandu' };
    const dataset = ['minimal', '--seed', '7', '--now', '2025-05-01'];
    const { code, stdout, stderr } = await seedbedInNode(['manifest', ...dataset], { cwd, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const written = await seedbed(['seed', ...dataset, '--out', 'files', '--json'], { cwd });
    expect(JSON.parse(written.stdout)).toMatchObject(JSON.parse(stdout));
    expect(JSON.parse(stdout)).toMatchObject({ seed: 7, now: '2025-05-01T00:00:00.000Z', rows: 27 });
  });

  it('holds the date that today was', async () => {
    const began = new Date();
    const { stdout } = await seedbed(['manifest', 'minimal', '--now', 'today'], { cwd });
    // Midnight may have passed since.
    const days = [began, new Date()].map((moment) => `${moment.toISOString().slice(0, 10)}T00:00:00.000Z`);
    expect(days).toContain(JSON.parse(stdout).now);
  });

  it('is what seed --expect compares with', async () => {
    const { stdout } = await seedbed(['manifest', 'minimal'], { cwd });
    writeFileSync(join(cwd, 'expected.json'), stdout);
    const { url, client } = await freshDatabase({ template: 'course' });
    const env = { DATABASE_URL: url };
    const expected = ['--expect', 'expected.json'];
    expectRefusal(await seedbed(['seed', 'minimal', '--seed', '1', ...expected], { cwd, env }), {
      code: 3,
      problem: 'The data would not be what the manifest says',
      hint: /seed: 0 and 1\n.*Nothing was written/s,
    });
    writeFileSync(join(cwd, 'altered.json'), stdout.replace(/"hash": ".{4}/, '"hash": "0000'));
    expectRefusal(await seedbed(['seed', 'minimal', '--expect', 'altered.json'], { cwd, env }), {
      code: 3,
      problem: 'The data would not be what the manifest says',
      hint: /hash of user: 0000\w{28} and \w{32}\n/,
    });
    expect(await countRows(client, course)).toEqual({});
    const met = await seedbed(['seed', 'minimal', ...expected], { cwd, env });
    expect(met).toMatchObject({ code: 0, stderr: '' });
    expect(await countRows(client, course)).toMatchObject({ user: 2 });
  });

  it('is named where it cannot be read', async () => {
    writeFileSync(join(cwd, 'cut.json'), '{"manifest":');
    for (const [file, reason] of [
      ['nowhere.json', 'it cannot be opened (ENOENT)'],
      ['cut.json', 'it is no JSON'],
    ] as const) {
      const refused = await seedbed(['seed', 'minimal', '--expect', file], { cwd });
      expectRefusal(refused, { code: 3, problem: `${file} is no manifest`, hint: 'seedbed manifest' });
      expect(refused.stderr).toContain(reason);
    }
  });
});
