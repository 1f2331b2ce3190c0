import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canEnter, ownerOf, unprivilegedAccount } from '../../src/database/server/account.ts';
import { bundledBinaries } from '../../src/database/server/binaries.ts';
import { type EmbeddedServer, embeddedServer } from '../../src/database/server.ts';
import { seedbedProcess } from '../support/cli.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { row } from '../support/running-server.ts';
import { startScript } from '../support/script.ts';

const isRoot = process.getuid?.() === 0;
const checkout = join(import.meta.dirname, '..', '..');

describe('library links that a blocked install script left out', () => {
  it('are made where the package can be written', async () => {
    const bin = copyOfBinaries();
    removeLinks(bin);
    await expectStart(temporaryProject(), bin);
    expect(readdirSync(join(bin, '..', 'lib'))).toContain('libicuuc.so.60');
  });
});

describe.runIf(isRoot)('as root', () => {
  it('runs as an account of its own, which owns the data and nothing else', async () => {
    const directory = temporaryProject();
    const { home } = await expectStart(directory);
    const account = unprivilegedAccount();
    expect(statSync(join(home, 'server', 'data'))).toMatchObject(account ?? {});
    expect(statSync(join(home, 'server')).uid).toBe(0);
    expect(statSync(home).uid).toBe(0);
  });

  it('keeps out of a project that the account cannot enter, and leaves its permissions alone', async () => {
    const directory = temporaryProject({ mode: 0o700 });
    const server = await expectStart(directory);
    expect(server.home).toMatch(/^\/var\/lib\/seedbed\/[0-9a-f]{12}$/);
    expect(readdirSync(directory)).toEqual(['package.json']);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    await server.destroy();
    expect(existsSync(server.home)).toBe(false);
  });

  it('copies binaries that the account cannot reach', async () => {
    const bin = copyOfBinaries();
    chmodSync(join(bin, '..'), 0o700);
    const server = await expectStart(temporaryProject(), bin);
    expect(server.home).toMatch(/^\/var\/lib\/seedbed\//);
    expect(readdirSync(server.home).some((name) => name.startsWith('binaries-'))).toBe(true);
    expect(statSync(join(bin, '..')).mode & 0o777).toBe(0o700);
    await server.destroy();
    expect(existsSync(server.home)).toBe(false);
  });

  it('works below a umask that closes everything', async () => {
    const directory = temporaryProject();
    const umask = process.umask(0o077);
    try {
      await expectStart(directory);
    } finally {
      process.umask(umask);
    }
  });
});

const nobody = { uid: 65_534, gid: 65_534 };

describe.runIf(isRoot && canEnter(checkout, nobody))('as an ordinary user', () => {
  it('works in a project of the user, and stays theirs when root comes along', async () => {
    const cwd = temporaryProject();
    chownSync(cwd, nobody.uid, nobody.gid);
    const started = await seedbedProcess(['db', 'start'], { cwd, account: nobody });
    expect(started).toMatchObject({ code: 0, stderr: '' });
    const data = join(cwd, '.seedbed', 'server', 'data');
    expect(ownerOf(data)).toEqual(nobody);

    const server = embeddedServer({ directory: cwd });
    expect(await server.start()).toMatchObject({ how: 'running' });
    await server.stop();
    expect(await server.start()).toMatchObject({ how: 'started' });
    expect(await seedbedProcess(['db', 'stop'], { cwd, account: nobody })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it('copies binaries that lack links and cannot be written', async () => {
    const bin = copyOfBinaries();
    removeLinks(bin);
    const cwd = temporaryProject();
    chownSync(cwd, nobody.uid, nobody.gid);
    const script = `
      import { embeddedServer } from '$src/database/server.ts';
      const server = embeddedServer({ binaries: ${JSON.stringify(bin)} });
      await server.start();
      await server.stop();`;
    const [code] = await once(startScript(script, { cwd, account: nobody }), 'exit');
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, '.seedbed')).some((name) => name.startsWith('binaries-'))).toBe(true);
    expect(readdirSync(join(bin, '..', 'lib'))).not.toContain('libicuuc.so.60');
  });

  it('is told when the server belongs to somebody else', async () => {
    const cwd = temporaryProject();
    await expectStart(cwd);
    const { code, stdout } = await seedbedProcess(['db', 'url', '--json'], { cwd, account: nobody });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'home_closed', message: expect.stringContaining(join(cwd, '.seedbed')) },
    });
  });
});

function copyOfBinaries(): string {
  const folder = temporaryFolder();
  cpSync(join(bundledBinaries(), '..'), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native', 'bin');
}

function removeLinks(bin: string): void {
  const lib = join(bin, '..', 'lib');
  for (const entry of readdirSync(lib, { withFileTypes: true }))
    if (entry.isSymbolicLink()) rmSync(join(lib, entry.name));
}

/** Starts a server and asks it something. */
async function expectStart(directory: string, binaries = bundledBinaries()): Promise<EmbeddedServer> {
  const server = embeddedServer({ directory, binaries });
  expect(await server.start()).toMatchObject({ how: 'created' });
  expect(await row(server, 'select 1 as one')).toEqual({ one: 1 });
  return server;
}
