import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll } from 'vitest';
import { ownerOf } from '../../src/database/server/account.ts';
import { bundledBinaries } from '../../src/database/server/binaries.ts';

const servers: ChildProcess[] = [];

/**
 * Starts PostgreSQL by itself, with settings that the embedded server does not have, on a data folder that no other
 * server uses. It ends after the test file if not before; resolves to what ends it.
 */
export async function startPlainServer(
  data: string,
  settings: Readonly<Record<string, string | number>>,
): Promise<() => Promise<void>> {
  const all = { fsync: 'off', listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const parameters = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(bundledBinaries(), 'postgres'), ['-D', data, ...parameters], {
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...ownerOf(data),
  });
  servers.push(server);
  const log: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    log.push(line);
    if (line.includes('ready to accept connections')) return () => stop(server);
  }
  throw new Error(`PostgreSQL has ended: ${log.join('\n')}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  await ended;
}

afterAll(async () => {
  for (const server of servers) await stop(server);
});
