import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { seedbed, startSeedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { running } from '../support/running-server.ts';
import { hasTerminal, seedbedOnTerminal } from '../support/terminal.ts';
import { until } from '../support/until.ts';
import { expectRefusal } from './refusal.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('seedbed start, in an empty project', () => {
  const cwd = temporaryProject();
  const server = embeddedServer({ directory: cwd });
  let client: pg.Client;

  afterAll(() => client.end());

  it('interrupted by Ctrl-C leaves the server running and nothing half-made', async () => {
    const { child, result } = startSeedbed(['start'], { cwd, detached: true });
    await until(async () => (await server.status()).state === 'running');
    process.kill(-(child.pid ?? Number.NaN), 'SIGINT');
    expect(await result).toEqual({ code: 130, stdout: '', stderr: 'Interrupted.\n' });
    await running(server);
  });

  it('seeds the classroom, and says what was made, who is in it and how to connect', async () => {
    const { pid } = await running(server);
    const { code, stdout, stderr } = await seedbed(['start', '--now', '2026-05-20'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect((await running(server)).pid).toBe(pid);

    const url = await server.url('course');
    client = await connect(url);
    expect(stdout).toMatch(/^Seeded 'classroom' in \d+\.\d s\.$/m);
    for (const [table, count] of Object.entries(await countRows(client, course))) {
      expect(stdout).toMatch(new RegExp(`^  ${table} +${count.toLocaleString('en')}$`, 'm'));
    }
    expect(stdout).toMatch(/^ {2}owner +\S.* \S+@example\.org$/m);
    const { password } = new URL(url);
    expect(stdout).toContain(`Connect:  ${url.replace(password, '***')}\n`);
    expect(stdout).toContain('npx seedbed db url\n');
    expect(stdout).not.toContain(password);
  });

  it('a second time says what it found, and changes nothing', async () => {
    const before = await datasetHash(client, course);
    const { code, stdout, stderr } = await seedbed(['start'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Found data from before, in \d+\.\d s\.\n\n {2}table +rows\n {2}user +36$/m);
    expect(await datasetHash(client, course)).toBe(before);
  });

  it('leaves other scenarios the ways on: a reset, or a fresh database', async () => {
    const before = await datasetHash(client, course);
    const tables = await countRows(client, course);
    expectRefusal(await seedbed(['seed', 'minimal'], { cwd }), {
      code: 3,
      problem: new RegExp(
        `'course' already holds [\\d,]+ rows \\(result ${tables['result']?.toLocaleString('en')}, `,
      ),
      hint: /seedbed reset minimal;.*--database <name>/,
    });
    expect(await datasetHash(client, course)).toBe(before);

    const { code, stdout } = await seedbed(['seed', 'minimal', '--database', 'another one'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("Seeded 'minimal': 27 rows");
    expect(stdout).toContain("npx seedbed db url --database 'another one'\n");
    const other = await connect(await server.url('another one'));
    expect(await countRows(other, course)).toMatchObject({ user: 2 });
    await other.end();
    expectRefusal(await seedbed(['seed', 'minimal', '--database', 'another one'], { cwd }), {
      code: 3,
      problem: "'another one' already holds 27 rows",
      hint: "seedbed reset minimal --database 'another one';",
    });
  });

  it.skipIf(!hasTerminal)('offers a reset on a terminal, and leaves the data after a no', async () => {
    const before = await datasetHash(client, course);
    const { code, shown } = await seedbedOnTerminal(['seed', 'minimal'], { cwd, answer: 'n\n' });
    expect(shown).toMatch(/already holds .*\n?.*Replace them by 'minimal'\? \[y\/N\]/s);
    expect(shown).toContain('Replace what it holds: seedbed reset minimal;');
    expect(code).toBe(3);
    expect(await datasetHash(client, course)).toBe(before);
  });

  it.skipIf(!hasTerminal)('resets to what was asked for after a yes', async () => {
    const url = await server.url('another one');
    const seed = ['seed', 'minimal', '--seed', '7', '--database', 'another one'];
    const { code, shown } = await seedbedOnTerminal(seed, { cwd, answer: 'y\n' });
    expect(shown).toContain("Reset to 'minimal': 27 rows");
    expect(shown).toContain("npx seedbed undo --database 'another one'");
    expect(code).toBe(0);
    const other = await connect(url);
    const hash = await datasetHash(other, course);
    await other.end();
    const { stdout } = await seedbed(['seed', 'minimal', '--seed', '7', '--database', 'anew', '--json'], {
      cwd,
    });
    expect(JSON.parse(stdout)).toMatchObject({ seed: 7, rows: 27 });
    const anew = await connect(await server.url('anew'));
    expect(await datasetHash(anew, course)).toBe(hash);
    await anew.end();
  });

  it.skipIf(!hasTerminal).each(['--json', '--load=live'])('offers no reset beside %s', async (option) => {
    const seed = ['seed', 'minimal', '--database', 'another one', option];
    const { code, shown } = await seedbedOnTerminal(seed, { cwd });
    expect(shown).toContain('already holds 27 rows');
    expect(shown).not.toContain('[y/N]');
    expect(code).toBe(3);
  });

  it('its database is migrated, and can be checked and reverted', async () => {
    const status = await seedbed(['migrate', 'status'], { cwd });
    expect(status.stdout).not.toContain('pending');
    expect((await seedbed(['migrate', 'check'], { cwd })).code).toBe(0);
    const down = await seedbed(['migrate', 'down', '--to', '0', '--database', 'another one'], { cwd });
    expect(down).toMatchObject({ code: 0 });
    expect(down.stdout).toMatch(/^Reverted \d+ migrations:/);
    expect(await countRows(client, course)).toMatchObject({ user: 36 });
  });
});

describe('seedbed start with DATABASE_URL', () => {
  const cwd = temporaryFolder();

  it('fills that database with data of today, and starts no server', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const began = Date.now();
    const { code, stdout } = await seedbed(['start'], { cwd, env: { DATABASE_URL: url } });
    expect(code).toBe(0);
    expect(stdout).toContain("Seeded 'classroom'");
    expect(stdout).not.toContain('seedbed db url');
    expect(await countRows(client, course)).toMatchObject({ user: 36 });
    expect(existsSync(join(cwd, '.seedbed'))).toBe(false);
    const { rows } = await client.query<{ last: Date }>('select max(created_at) as last from result');
    const last = rows[0]?.last.getTime() ?? Number.NaN;
    expect(last).toBeLessThan(Date.now());
    expect(last).toBeGreaterThan(began - 8 * DAY_MS);
  });

  it('does not migrate it', async () => {
    const { url } = await freshDatabase();
    expectRefusal(await seedbed(['start'], { cwd, env: { DATABASE_URL: url } }), {
      code: 3,
      problem: /has none of the tables/,
      hint: 'seedbed migrate up',
    });
  });
});
