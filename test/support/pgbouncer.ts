import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { freePort } from '../../src/database/server/port.ts';
import { until } from './until.ts';

/** Whether this machine has a PgBouncer: `apt-get install pgbouncer`. */
export const hasPgBouncer = ((): boolean => {
  try {
    execFileSync('pgbouncer', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const running: ChildProcess[] = [];
afterAll(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  }
});

/**
 * The url of a database by way of a PgBouncer of its own.
 *
 * @param settings lines of the section `[pgbouncer]`
 */
export async function throughPgBouncer(url: string, settings: readonly string[]): Promise<string> {
  const { hostname, port: serverPort, username, password } = new URL(url);
  const folder = mkdtempSync(join(inject('root'), 'pgbouncer-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const users = join(folder, 'users.txt');
  writeFileSync(users, `"${username}" "${password}"\n`);
  const configuration = join(folder, 'pgbouncer.ini');
  writeFileSync(
    configuration,
    [
      '[databases]',
      `* = host=${hostname} port=${serverPort}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = plain',
      `auth_file = ${users}`,
      ...settings,
      '',
    ].join('\n'),
  );
  // It refuses root.
  const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn('pgbouncer', ['-q', configuration], { cwd: folder, stdio: 'ignore', ...account });
  running.push(child);
  await until(() => isListening(port));
  child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const through = new URL(url);
  through.port = String(port);
  return through.toString();
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
