import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';
import { shim } from '../support/cli.ts';
import { temporaryProject } from '../support/project.ts';
import { row } from '../support/running-server.ts';

/** As in another container that shares the project's folder: no process of this one is seen there. */
const elsewhere = ['--pid', '--fork', '--mount-proc', '--kill-child'];
const canUnshare = spawnSync('unshare', [...elsewhere, 'true']).status === 0;

function seedbedElsewhere(cwd: string, ...parameters: string[]) {
  const { DATABASE_URL: _, ...env } = process.env;
  const given = [...elsewhere, process.execPath, shim, ...parameters];
  const { status, stdout, stderr } = spawnSync('unshare', given, { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe.runIf(canUnshare)('a data folder that two containers share', () => {
  const project = temporaryProject();
  const server = embeddedServer({ directory: project });

  it('has one server: commands in the other container are refused, and change nothing', async () => {
    await server.start();
    for (const command of [['start'], ['stop'], ['destroy', '--yes']]) {
      expect(seedbedElsewhere(project, 'db', ...command)).toEqual({
        status: 3,
        stdout: '',
        stderr: expect.stringMatching(
          /^error: The data in .* is in use by a PostgreSQL in another container/,
        ),
      });
    }
    const { stdout } = seedbedElsewhere(project, 'db', 'stop', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'server_elsewhere' } });
    expect(await row(server, 'select 1 as one')).toEqual({ one: 1 });
    await server.stop();
  });

  it('is free again when a container has ended without stopping its server', async () => {
    expect(seedbedElsewhere(project, 'db', 'start')).toMatchObject({ status: 0, stderr: '' });
    expect(await server.start()).toMatchObject({ how: 'started' });
    expect(await row(server, 'select 1 as one')).toEqual({ one: 1 });
  });
});
