import { closeSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode } from '../../errors/error.ts';
import { ownerOf } from './account.ts';
import { usableBinaries } from './binaries.ts';
import { holding, IN_USE, makeLockFile, serverElsewhere } from './in-use.ts';
import { parts } from './layout.ts';
import { failureFrom, readLog } from './log.ts';
import { disarmPidFile, readPidFile } from './pid-file.ts';
import { identityOf, launch, processesOf, run, signal, spawnFailure } from './process.ts';
import { makeSocketDirectory, removeSocketDirectory, usualSocketDirectory } from './socket.ts';

/** A running server, as its postmaster.pid describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready` or `stopping`. */
  readonly state: string;
}

/** It is a cache of data that can be made again: nothing is flushed, nothing is kept for replicas. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '200',
  // Indexes of a million rows are sorted in memory.
  maintenance_work_mem: '256MB',
  listen_addresses: '127.0.0.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const pollEvery = 15;
/** Recovery of much data after a crash takes its time. */
const startWithin = 300_000;

/** The postmaster of the server in `folder`, unless its pid file is a leftover that names no process or another one. */
export function findPostmaster(folder: string): Postmaster | undefined {
  const { data } = parts(folder);
  const { pid, port, state = 'starting' } = readPidFile(data) ?? {};
  if (pid === undefined || port === undefined || !processesOf(data).includes(pid)) return undefined;
  return { pid, port, state };
}

/**
 * Starts PostgreSQL on the data of `folder` and waits until it takes connections.
 *
 * @throws `port_taken`, `disk_full` or `server_failed` with the last lines of the log; nothing is
 * left running.
 */
export async function startPostmaster(folder: string, bin: string, port: number): Promise<Postmaster> {
  const { data, log } = parts(folder);
  const account = ownerOf(data);
  const identity = identityOf(data);
  const postgres = join(bin, 'postgres');
  const socketDirectory = makeSocketDirectory(identity, account);
  const own = { port, unix_socket_directories: socketDirectory, cluster_name: identity };
  const parameters = Object.entries({ ...settings, ...own }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);

  rmSync(log, { force: true });
  const logFile = openSync(log, 'wx', 0o600);
  makeLockFile(folder, account);
  const held = holding(folder, postgres, ['-D', data, ...parameters]);
  const child = launch('/bin/sh', held, logFile, { account, cwd: folder });
  closeSync(logFile);
  let ended = false;
  let failure: Error | undefined;
  child.once('exit', (code) => {
    ended = true;
    if (code === IN_USE) failure = serverElsewhere(dirname(folder));
  });
  child.once('error', (error) => {
    ended = true;
    failure = spawnFailure(postgres, error);
  });

  const end = Date.now() + startWithin;
  while (!ended && Date.now() < end) {
    const found = findPostmaster(folder);
    if (found?.pid === child.pid && found?.state === 'ready') return found;
    await delay(pollEvery);
  }
  if (!hasCode(failure, 'server_elsewhere')) await reap(folder);
  removeSocketDirectory(socketDirectory, account);
  throw failure ?? failureFrom('the embedded PostgreSQL did not start', readLog(log));
}

/** Waits for a server that another process started: until it is ready, or has ended (`undefined`). */
export async function settled(folder: string): Promise<Postmaster | undefined> {
  const end = Date.now() + startWithin;
  for (;;) {
    const found = findPostmaster(folder);
    if (found === undefined || found.state === 'ready') return found;
    if (Date.now() > end)
      throw failureFrom(`the embedded PostgreSQL is still ${found.state}`, readLog(parts(folder).log));
    await delay(pollEvery);
  }
}

/**
 * Stops the server, if it runs: sessions are ended and changes kept; what does not listen is killed.
 * Resolves to whether it ran.
 */
export async function stopPostmaster(folder: string): Promise<boolean> {
  const { data } = parts(folder);
  const account = ownerOf(data);
  const socketDirectory =
    readPidFile(data)?.socketDirectory ?? usualSocketDirectory(identityOf(data), account);
  const running = findPostmaster(folder);
  if (running !== undefined) {
    signal(running.pid, 'SIGINT');
    await gone(folder, 20_000);
  }
  await reap(folder);
  removeSocketDirectory(socketDirectory, account);
  return running !== undefined;
}

/** Ends whatever a killed postmaster left running, and disarms the pid file it left behind. */
export async function reap(folder: string): Promise<void> {
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of processesOf(parts(folder).data)) signal(pid, name);
    if (await gone(folder, 3_000)) break;
  }
  disarmPidFile(parts(folder).data);
}

async function gone(folder: string, within: number): Promise<boolean> {
  const end = Date.now() + within;
  while (processesOf(parts(folder).data).length > 0) {
    if (Date.now() > end) return false;
    await delay(pollEvery);
  }
  return true;
}

/**
 * Removes the shared memory that a killed server has left, which would outlive its data: PostgreSQL does so itself where
 * it comes to them, also only to check them. A server that was stopped leaves none, and no pid file.
 *
 * @throws where the program cannot be run
 */
export async function releaseMemory(home: string, folder: string, bin: string): Promise<void> {
  const { data } = parts(folder);
  if (readPidFile(data) === undefined) return;
  const account = ownerOf(data);
  const postgres = join(usableBinaries(bin, home, account), 'postgres');
  await run(postgres, ['--check', '-D', data], { account, cwd: folder });
}
