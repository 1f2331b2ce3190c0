import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { parts } from '../../src/database/server/layout.ts';
import { processesOf } from '../../src/database/server/process.ts';
import { type EmbeddedServer, embeddedServer } from '../../src/database/server.ts';
import { seedbedProcess, startSource } from '../support/cli.ts';
import { kill } from '../support/kill.ts';
import { temporaryProject } from '../support/project.ts';
import { row, running } from '../support/running-server.ts';
import { startScript } from '../support/script.ts';
import { isThere, memoryOf } from '../support/server-memory.ts';
import { until } from '../support/until.ts';

describe('after a crash', () => {
  const directory = temporaryProject();
  let server: EmbeddedServer;
  beforeEach(async () => {
    server = embeddedServer({ directory });
    await server.start();
  });

  it('ends what a killed postmaster left running, and keeps the data', async () => {
    const client = await connect(await server.ensureDatabase('kept'));
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const orphan = rows[0]?.pid ?? 0;
    const busy = client
      .query('select count(*) from (select generate_series(1, 1e12::bigint)) as endless')
      .catch((error: Error) => error);
    const { pid } = await running(server);
    await until(
      async () =>
        (await row(server, `select state from pg_stat_activity where pid = ${orphan}`))['state'] === 'active',
    );
    process.kill(pid, 'SIGKILL');
    await until(async () => (await server.status()).state === 'stopped');
    expect(processesOf(dataOf(server))).toContain(orphan);

    expect(await server.start()).toMatchObject({ how: 'started' });
    expect(processesOf(dataOf(server))).not.toContain(orphan);
    expect(await busy).toBeInstanceOf(Error);
    expect(await row(server, `select from pg_database where datname = 'kept'`)).toEqual({});
    await (await connect(await server.url('kept'))).end();
  });

  it('stops what a killed postmaster left running', async () => {
    const { pid } = await running(server);
    process.kill(pid, 'SIGKILL');
    await until(async () => (await server.status()).state === 'stopped');
    expect(await server.stop()).toBe(false);
    expect(processesOf(dataOf(server))).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'leaves no shared memory of a killed server that is destroyed',
    async () => {
      const project = temporaryProject();
      const doomed = embeddedServer({ directory: project });
      await doomed.start();
      const memory = memoryOf(dataOf(doomed));
      expect(memory.filter(isThere)).toEqual(memory);
      for (const pid of processesOf(dataOf(doomed))) kill(pid);
      await until(() => processesOf(dataOf(doomed)).length === 0);
      expect(await doomed.destroy()).toBe(true);
      expect(memory.filter(isThere)).toEqual([]);
    },
  );

  it.runIf(process.platform === 'linux')(
    'waits for a process that has been killed and not let go yet',
    async () => {
      await server.stop();
      const { inUse } = parts(join(dataOf(server), '..'));
      const dying = spawn('sh', ['-c', 'exec 9>>"$0"; flock -n 9; echo held; exec sleep 1', inUse]);
      await once(dying.stdout, 'data');
      expect(await server.start()).toMatchObject({ how: 'started' });
    },
  );

  it('is not misled by a pid file that names a living stranger', async () => {
    const { pid, port } = await running(server);
    process.kill(pid, 'SIGKILL');
    await until(async () => (await server.status()).state === 'stopped');
    // PostgreSQL itself refuses such a file where the stranger is a process of its own account.
    const { uid, gid } = statSync(dataOf(server));
    const stranger = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid, gid } : {});
    const lines = [stranger.pid, dataOf(server), '1700000000', port, '/tmp', '127.0.0.1', '', 'ready   ', ''];
    writeFileSync(join(dataOf(server), 'postmaster.pid'), lines.join('\n'));

    expect(await server.status()).toMatchObject({ state: 'stopped' });
    expect(await server.start()).toMatchObject({ how: 'started', port });
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });

  it('finds the server of a project that was moved, and gives a copy one of its own', async () => {
    const now = await running(server);
    const moved = `${directory}-moved`;
    renameSync(directory, moved);
    try {
      const there = embeddedServer({ directory: moved });
      expect(await there.start()).toEqual({ how: 'running', ...now });
      await there.stop();
      await there.start();
    } finally {
      renameSync(moved, directory);
    }

    await server.stop();
    const copy = temporaryProject();
    execFileSync('cp', ['-a', join(directory, '.seedbed'), copy]);
    await server.start();
    const original = await running(server);
    const copied = embeddedServer({ directory: copy });
    execFileSync('cp', ['-a', join(dataOf(server), 'postmaster.pid'), dataOf(copied)]);
    expect(await copied.status()).toMatchObject({ state: 'stopped', port: original.port });
    await expect(copied.start()).rejects.toMatchObject({
      code: 'port_taken',
      details: { port: original.port },
    });
    expect((await copied.start({ port: 0 })).pid).not.toBe(original.pid);
    expect(await running(server)).toEqual(original);
  });

  it('takes over the lock of a process that has died', async () => {
    const dead = spawn('true');
    await once(dead, 'exit');
    const here = `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`;
    writeFileSync(join(server.home, 'lock'), `${dead.pid} ${here}`);
    expect(await server.start()).toMatchObject({ how: 'running' });
    expect(existsSync(join(server.home, 'lock'))).toBe(false);
  });
});

describe('a first start', () => {
  it('that two make at once ends with one server for both', async () => {
    const cwd = temporaryProject();
    const results = await Promise.all([1, 2, 3].map(() => seedbedProcess(['db', 'start'], { cwd })));
    expect(results.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      Array(3).fill({ code: 0, stderr: '' }),
    );
    const places = results.map(({ stdout }) => stdout.split('\n').slice(1));
    expect(new Set(places.map((lines) => lines.join()))).toHaveLength(1);
    const { pid } = await running(embeddedServer({ directory: cwd }));
    expect(pid).toBeGreaterThan(0);
    expect(results.filter(({ stdout }) => stdout.includes('was set up'))).toHaveLength(1);
  });

  it('outlives Ctrl-C in the terminal of whoever started it', async () => {
    const cwd = temporaryProject();
    const script = `
      import { embeddedServer } from '$src/database/server.ts';
      await embeddedServer().start();
      console.log('up');
      setInterval(() => {}, 1000);`;
    const starter = startScript(script, { cwd });
    if (starter.stdout === null || starter.pid === undefined) throw new Error('no process');
    await once(starter.stdout, 'data');
    process.kill(-starter.pid, 'SIGINT'); // the whole group, as a terminal does
    await once(starter, 'exit');
    expect(await row(embeddedServer({ directory: cwd }), 'select 1 as one')).toEqual({ one: 1 });
  });

  it('that was killed half way is made anew', async () => {
    const cwd = temporaryProject();
    const home = join(cwd, '.seedbed');
    const { child, result } = startSource(['db', 'start'], { cwd });
    await until(() => halfMade(home).some((folder) => existsSync(join(folder, 'data', 'PG_VERSION'))));
    child.kill('SIGKILL');
    await result;
    expect(existsSync(join(home, 'server'))).toBe(false);

    const server = embeddedServer({ directory: cwd });
    expect(await server.start()).toMatchObject({ how: 'created' });
    expect(halfMade(home)).toEqual([]);
  });
});

function halfMade(home: string): string[] {
  if (!existsSync(home)) return [];
  const names = readdirSync(home).filter((name) => name.endsWith('.wip'));
  return names.map((name) => join(home, name));
}

function dataOf(server: EmbeddedServer): string {
  return join(server.home, 'server', 'data');
}
