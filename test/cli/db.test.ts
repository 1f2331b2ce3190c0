import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { seedbed, startSeedbed } from '../support/cli.ts';
import { temporaryProject } from '../support/project.ts';
import { running } from '../support/running-server.ts';
import { hasTerminal, seedbedOnTerminal } from '../support/terminal.ts';
import { expectRefusal } from './refusal.ts';

describe('seedbed db', () => {
  const cwd = temporaryProject();
  const server = embeddedServer({ directory: cwd });

  it('says that there is no server yet, and how to make one', async () => {
    expect(await seedbed(['db', 'status'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(await seedbed(['db', 'stop'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(await seedbed(['db', 'destroy'], { cwd })).toMatchObject({
      code: 0,
      stdout: 'There was nothing to remove.\n',
    });
    expect(existsSync(server.home)).toBe(false);
    expect(await seedbed(['db', 'url'], { cwd })).toEqual({
      code: 3,
      stdout: '',
      stderr: `error: There is no embedded server in ${server.home}.\nMake one with: seedbed db start\n`,
    });
  });

  it('starts a server that outlives it, with a database to connect to; only url tells the password', async () => {
    const started = await seedbed(['db', 'start'], { cwd });
    expect(started).toMatchObject({ code: 0, stderr: '' });
    const url = (await seedbed(['db', 'url'], { cwd })).stdout.trim();
    const client = await connect(url);
    expect((await client.query('select current_database() as name')).rows).toEqual([{ name: 'course' }]);
    await client.end();

    const { password } = new URL(url);
    const status = await seedbed(['db', 'status'], { cwd });
    for (const { stdout } of [started, status]) {
      expect(stdout).toContain(url.replace(password, '***'));
      expect(stdout).not.toContain(password);
    }
    expect(new URL((await seedbed(['db', 'url', '--database', 'other'], { cwd })).stdout).pathname).toBe(
      '/other',
    );
    expectRefusal(await seedbed(['db', 'url', '--database', ''], { cwd }), {
      code: 2,
      problem: 'A database has a name of 1 to 63 bytes.',
      hint: '',
    });
    const env = { DATABASE_URL: 'postgresql://ada:secret@localhost/course' };
    expect(await seedbed(['db', 'url', '--database', 'other'], { cwd, env })).toMatchObject({
      code: 2,
      stdout: '',
    });
  });

  it('stops it, and still knows the url', async () => {
    const { stdout } = await seedbed(['db', 'url'], { cwd });
    expect(await seedbed(['db', 'stop'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    const later = await seedbed(['db', 'url'], { cwd });
    expect(later).toMatchObject({ code: 0, stdout });
    expect(later.stderr).toContain('seedbed db start');
    expect((await seedbed(['db', 'status'], { cwd })).stdout).toContain('is stopped');
  });

  it('names a port that is taken, and takes another one', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const address = squatter.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const refused = await seedbed(['db', 'start', '--port', port], { cwd });
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toMatch(new RegExp(`^error: Port ${port} .*\\n.*--port`));
    squatter.close();
    await once(squatter, 'close');
    const started = await seedbed(['db', 'start', '--port', port], { cwd });
    expect(started.code).toBe(0);
    expect(started.stdout).toContain(`127.0.0.1:${port}`);
  });

  it.skipIf(!hasTerminal).each([
    { typed: 'n\n', by: 'no', code: 2, says: 'Nothing was done.' },
    { typed: '\n', by: 'an empty line', code: 2, says: 'Nothing was done.' },
    { typed: '\u0004', by: 'Ctrl-D', code: 2, says: 'Nothing was done.' },
    { typed: '\u0003', by: 'Ctrl-C', code: 130, says: 'Interrupted.' },
  ])('asks on a terminal before it destroys, and leaves all as it is after $by', async (one) => {
    const { code, shown } = await seedbedOnTerminal(['db', 'destroy'], { cwd, answer: one.typed });
    expect(shown).toContain(`Remove the embedded PostgreSQL and all its data (${server.home})? [y/N]`);
    expect(shown).toContain(one.says);
    expect({ code, isThere: existsSync(server.home) }).toEqual({ code: one.code, isThere: true });
  });

  it('leaves the server of DATABASE_URL alone', async () => {
    const env = { DATABASE_URL: 'postgresql://ada:secret@db.example.org/course' };
    const masked = 'postgresql://ada:***@db.example.org/course';
    const { pid } = await running(server);
    expectRefusal(await seedbed(['db', 'destroy'], { cwd, env }), {
      code: 2,
      problem:
        /There is no terminal to ask: Remove the embedded PostgreSQL and all its data \(.*\) needs a yes\./,
      hint: /Add --yes/,
    });
    expect((await running(server)).pid).toBe(pid);
    for (const command of [['start'], ['status'], ['stop'], ['destroy', '--yes']]) {
      const { code, stdout, stderr } = await seedbed(['db', ...command], { cwd, env });
      expect(code).toBe(0);
      expect(stdout + stderr).toContain(masked);
      expect(stdout + stderr).not.toContain('secret');
      if (command[0] === 'start') expect((await running(server)).pid).toBe(pid);
    }
    expect(await seedbed(['db', 'url'], { cwd, env })).toEqual({
      code: 0,
      stdout: `${env.DATABASE_URL}\n`,
      stderr: '',
    });
  });
});

describe('wrong usage', () => {
  const cwd = temporaryProject();
  it.each([
    [
      'an unknown command, with the nearest one',
      ['bd'],
      /error: unknown command 'bd'\n\(Did you mean db\?\)/,
    ],
    ['an unknown subcommand, with the nearest one', ['db', 'strat'], /\(Did you mean start\?\)/],
    ['an unknown option, with the nearest one', ['db', 'start', '--prot', '1'], /\(Did you mean --port\?\)/],
    ['a port that is none', ['db', 'start', '--port', '70000'], /from 0 to 65535/],
    ['a word too many', ['db', 'stop', 'now'], /too many arguments/],
  ])('is %s, and exits with 2', async (_, parameters, message) => {
    const { code, stdout, stderr } = await seedbed(parameters, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('without any command shows the help', async () => {
    const { code, stderr } = await seedbed([], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Usage: seedbed/);
  });
});

describe('the program', () => {
  const cwd = temporaryProject();

  it.each([['--help'], ['db', '--help']])('explains itself by %s %s', async (...parameters) => {
    const { code, stdout } = await seedbed(parameters, { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: seedbed/);
  });

  it('prints its version', async () => {
    expect((await seedbed(['--version'], { cwd })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('does not mind a reader that leaves early', async () => {
    const shim = join(import.meta.dirname, '..', '..', 'bin', 'seedbed.js');
    const child = spawn(
      'sh',
      ['-c', '{ "$0" "$1" --help; echo "exit $?" >&2; } | true', process.execPath, shim],
      {
        cwd,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await once(child, 'close');
    expect(stderr).toBe('exit 0\n');
  });

  it('ends on Ctrl-C with 130', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const env = { DATABASE_URL: `postgresql://ada:secret@127.0.0.1:${port}/course` };
    const { child, result } = startSeedbed(['migrate', 'status'], { cwd, env });
    await once(silent, 'connection');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await result;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/Interrupted\.\n$/);
    silent.close();
  });

  it('says that the data of a server is broken, which is no bug', async () => {
    const broken = temporaryProject();
    mkdirSync(join(broken, '.seedbed', 'server', 'data', 'PG_VERSION'), { recursive: true });
    writeFileSync(join(broken, '.seedbed', '.gitignore'), '*\n');
    const { code, stderr } = await seedbed(['db', 'status'], { cwd: broken });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: The system has refused something: EISDIR/);
    rmSync(join(broken, '.seedbed'), { recursive: true });
  });
});
