import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '../../src/database/connect.ts';
import { withLock } from '../../src/database/server/lock.ts';
import { type EmbeddedServer, embeddedServer } from '../../src/database/server.ts';
import { hasCode } from '../../src/errors/error.ts';
import { makeTemplates } from './templates.ts';
import { debianBinaries, older } from './versions.ts';

/** A server that the tests run on. */
export interface TestServer {
  readonly version: 15 | 18;
  /** Of its maintenance database. */
  readonly url: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: readonly TestServer[];
    /** Those of them on which tests run that no version makes different. */
    versions: readonly (15 | 18)[];
    /** The folder for everything temporary of this run. */
    root: string;
  }
}

const prefix = 'seedbed-tests-';
/** A file system in memory, where Linux has one. */
const memory = '/dev/shm';
/** Several times what the tests need there at once. */
const enough = 6 * 2 ** 30;

/** vitest's global setup: servers in a temporary folder, with templates; its result takes all of it away again. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  // Workers and programs that tests start keep what Node compiles for the next one.
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');
  if (project.vitest.projects.every(({ name }) => name === 'unit')) return async () => {};
  await sweepKilledRuns();
  const root = mkdtempSync(join(place(), `${prefix}${process.pid}-`));
  chmodSync(root, 0o755); // PostgreSQL runs as another account when we are root
  project.provide('root', root);
  try {
    project.provide('servers', await Promise.all(serversIn(root).map(start)));
  } catch (error) {
    await tearDown(root);
    throw error;
  }
  return () => tearDown(root);
}

/** In memory a new database costs a third: hundreds of files are made and removed for each one. */
function place(): string {
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  const free = Math.min(bavail * bsize, process.availableMemory());
  // A container may forbid to run programs there, which some tests copy.
  const options = readFileSync('/proc/mounts', 'utf8').match(/^\S+ \/dev\/shm \S+ (\S+)/m)?.[1];
  return free > enough && options?.split(',').includes('noexec') === false ? memory : tmpdir();
}

function serversIn(root: string): { version: 15 | 18; server: EmbeddedServer }[] {
  const at = (version: 15 | 18, binaries?: string) => ({
    version,
    server: embeddedServer({ directory: folder(root, `${version}`), ...(binaries && { binaries }) }),
  });
  return [at(18), ...older.map((version) => at(version, debianBinaries))];
}

/** With a package.json of its own, so that no project above it is taken for the server's. */
function folder(root: string, name: string): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{}');
  return path;
}

async function start({ version, server }: { version: 15 | 18; server: EmbeddedServer }): Promise<TestServer> {
  await server.start();
  const url = await server.url();
  const client = await connect(url);
  try {
    await makeTemplates(client, server);
  } finally {
    await client.end();
  }
  return { version, url };
}

/** Each folder may be a project with a server: ours, or one that a test left behind. */
async function tearDown(root: string): Promise<void> {
  const projects = readdirSync(root).map((name) => join(root, name));
  await Promise.all(
    projects.map((directory) => embeddedServer({ directory }).destroy().catch(unlessForeign)),
  );
  rmSync(root, { recursive: true });
}

/** Of a folder that a test has made to look like somebody else's, there is no server to stop. */
function unlessForeign(error: unknown): void {
  if (!hasCode(error, 'home_foreign')) throw error;
}

/** Several runs may begin at once: one of them sweeps, and the others find nothing more to do. */
const sweepKilledRuns = (): Promise<void> => withLock(join(tmpdir(), `${prefix}sweep.lock`), sweep);

/** A run that was killed could not tear down; the folder's name says whose it was. */
async function sweep(): Promise<void> {
  for (const parent of [memory, tmpdir()].filter(existsSync)) {
    for (const name of readdirSync(parent)) {
      const [, pid] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? [];
      if (pid === undefined || isAlive(Number(pid))) continue;
      unmountBelow(join(parent, name));
      await tearDown(join(parent, name));
    }
  }
}

/** The small disks that tests have filled. */
function unmountBelow(folder: string): void {
  if (!existsSync('/proc/mounts')) return;
  for (const [, point = ''] of readFileSync('/proc/mounts', 'utf8').matchAll(/^\S+ (\S+)/gm))
    if (point.startsWith(`${folder}/`)) execFileSync('umount', [point]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
