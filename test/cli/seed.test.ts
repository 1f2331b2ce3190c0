import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { personas, personasOf } from '../../src/seeders/course/personas.ts';
import { seedbed, seedbedProcess, shim } from '../support/cli.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder } from '../support/project.ts';

describe('seedbed seed', () => {
  const cwd = temporaryFolder();

  it('fills DATABASE_URL, says what was made and who is in it, and shows neither progress nor password', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const result = await seedbed(['seed', 'classroom'], { cwd, env: { DATABASE_URL: url } });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = result;
    expect(stdout).toMatch(/^Seeded 'classroom': [\d,]+ rows in \d+\.\d s\.$/m);
    for (const [table, count] of Object.entries(await countRows(client, course))) {
      expect(stdout).toMatch(new RegExp(`^  ${table} +${count.toLocaleString('en')}$`, 'm'));
    }
    for (const [persona, { description, email }] of Object.entries(personas)) {
      expect(stdout).toMatch(new RegExp(`^  ${persona} +${description} +${email}$`, 'm'));
    }
    const { password } = new URL(url);
    expect(stdout).toContain(`Connect:  ${url.replace(password, '***')}`);
    expect(stdout).not.toContain(password);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('prints one JSON document with --json', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const parameters = [
      'seed',
      'classroom',
      '--json',
      '--seed',
      '7',
      '--set',
      'students=3',
      'groups=1',
      'weeks=1',
    ];
    const { code, stdout, stderr } = await seedbed(parameters, { cwd, env: { DATABASE_URL: url } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const tables = await countRows(client, course);
    expect(JSON.parse(stdout)).toMatchObject({
      scenario: 'classroom',
      domain: 'course',
      seed: 7,
      parameters: { students: 3, groups: 1, assistants: 2, weeks: 1 },
      rows: Object.values(tables).reduce((sum, count) => sum + count, 0),
      tables,
      personas: Object.entries(personas)
        .filter(([persona]) => !['emptyProfile', 'longestName'].includes(persona))
        .map(([persona, one]) => ({ persona, ...one })),
    });
    expect(stdout).not.toContain(new URL(url).password);
  });

  it('names the personas of the dataset that was added', async () => {
    const { url } = await freshDatabase({ template: 'course' });
    await seedbed(['seed', 'minimal'], { cwd, env: { DATABASE_URL: url } });
    const added = ['seed', 'minimal', '--append', '--namespace', 'second', '--json'];
    const { stdout } = await seedbed(added, { cwd, env: { DATABASE_URL: url } });
    expect(JSON.parse(stdout)).toMatchObject({
      personas: [{ persona: 'owner', ...personasOf('second').owner }],
    });
  });

  it('names people by their role where a scenario has no personas', async () => {
    const { url } = await freshDatabase({ template: 'course' });
    const { stdout } = await seedbed(['seed', 'edge-cases'], { cwd, env: { DATABASE_URL: url } });
    expect(stdout).toMatch(/^ {2}name +email +role$/m);
    expect(stdout).not.toContain('persona ');
  });

  it.each(servers)(
    'makes the same data on PostgreSQL $version, in any time zone and locale',
    async (server) => {
      const { url, client } = await freshDatabase({ ...server, template: 'course' });
      const usual = await freshDatabase({ template: 'course' });
      const odd = {
        TZ: 'Asia/Kathmandu',
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'tr_TR.UTF-8',
        PGTZ: 'America/Caracas',
      };
      const command = ['seed', 'minimal', '--seed', '3', '--now', '2025-03-30T02:30:00+01:00'];
      await seedbedProcess(command, { cwd, env: { ...odd, DATABASE_URL: url } });
      await seedbed(command, { cwd, env: { DATABASE_URL: usual.url } });
      expect(await countRows(client, course)).toMatchObject({ user: 2 });
      expect(await datasetHash(client, course)).toBe(await datasetHash(usual.client, course));
    },
  );

  it('does the whole work for a reader that leaves early', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const pipe = '{ "$0" "$1" seed classroom; echo "exit $?" >&2; } | true';
    const child = spawn('sh', ['-c', pipe, process.execPath, shim], {
      cwd,
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(stderr).toBe('exit 0\n');
    expect(await countRows(client, course)).toMatchObject({ course: 1, user: 36 });
  });
});
