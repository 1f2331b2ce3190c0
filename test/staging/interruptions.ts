import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { processesOf } from '../../src/database/server/process.ts';
import type { EmbeddedServer } from '../../src/database/server.ts';
import { seedbed, startSource } from '../support/cli.ts';
import { kill } from '../support/kill.ts';
import { until } from '../support/until.ts';

/** What may happen to a command. */
export const interruptions = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'connections', 'server'] as const;
export type Interruption = (typeof interruptions)[number];

/** Commands that make something on the server or the disk, in an order in which each has something to do. */
export const commands: Readonly<Record<string, readonly string[]>> = {
  doctor: ['doctor'],
  'migrate check': ['migrate', 'check'],
  label: ['label', 'staging'],
  'reset by rename': ['reset', 'minimal', '--strategy', 'rename'],
  undo: ['undo'],
  'reset in place': ['reset', 'minimal', '--strategy', 'transaction'],
  'undo in place': ['undo'],
  seed: ['seed', 'minimal', '--database', 'other'],
  'seed to files': ['seed', 'minimal', '--out', 'files'],
};

/** A server with a database whose commands are interrupted. */
export class InterruptedServer {
  readonly #server: EmbeddedServer;
  readonly #cwd: string;

  constructor(server: EmbeddedServer, cwd: string) {
    this.#server = server;
    this.#cwd = cwd;
  }

  async prepare(): Promise<void> {
    await this.#server.start();
    await this.run(['seed', 'minimal']);
  }

  /** Runs a command undisturbed. Resolves to how long it took, in milliseconds. */
  async run(command: readonly string[]): Promise<number> {
    const began = performance.now();
    const { code, stderr } = await seedbed(command, { cwd: this.#cwd });
    expect(code === 0 || command.includes('doctor') || command.includes('--out'), stderr).toBe(true);
    return performance.now() - began;
  }

  /**
   * Interrupts a command, and looks at what is there: at once, and after a further command.
   *
   * @param moment in milliseconds, or as soon as there is another database than before
   */
  async interrupt(
    command: readonly string[],
    how: Interruption,
    moment: number | 'another database',
  ): Promise<void> {
    const before = await this.#databases();
    const { child, result } = startSource(command, { cwd: this.#cwd });
    let isOver = false;
    const over = result.finally(() => {
      isOver = true;
    });
    if (typeof moment === 'number') await Promise.race([after(moment), over]);
    else await until(async () => isOver || (await this.#databases()).some((name) => !before.includes(name)));
    if (how === 'server') await this.#stopAtOnce();
    else if (how === 'connections') await this.#endConnections();
    else child.kill(how);
    await over;
    await this.#server.start();
    await this.#othersGone();
    // Nobody but the role of the undo can be in a backup, whatever has happened.
    expect(await this.#ask(openBackups)).toEqual([]);
    await this.run(['history']);
    await this.#othersGone();
    expect(await this.#ask(leftDatabases)).toEqual([]);
    expect(await this.#ask(openBackups)).toEqual([]);
    expect(await this.#ask(`select pid from pg_locks where locktype = 'advisory'`)).toEqual([]);
    expect(await this.#ask(`select gid from pg_prepared_xacts`)).toEqual([]);
    const files = readdirSync(this.#cwd).filter(
      (name) => !['.seedbed', 'files', 'package.json'].includes(name),
    );
    expect(files).toEqual([]);
  }

  async #databases(): Promise<string[]> {
    return (await this.#ask('select datname from pg_database')).map(({ datname }) => String(datname));
  }

  async #ask(sql: string): Promise<readonly Record<string, unknown>[]> {
    const client = await connect(await this.#server.url());
    return await client
      .query(sql)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  }

  async #othersGone(): Promise<void> {
    const others = `select pid from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`;
    await until(async () => (await this.#ask(others)).length === 0);
  }

  async #endConnections(): Promise<void> {
    await this.#ask(`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and backend_type = 'client backend'`);
  }

  async #stopAtOnce(): Promise<void> {
    const { home } = await this.#server.status();
    for (const pid of processesOf(join(home, 'server', 'data'))) kill(pid);
    await until(async () => (await this.#server.status()).state === 'stopped');
  }
}

const leftDatabases = `select datname from pg_database where datname ~ '^seedbed_(check|wip|clone)_|__seedbed_'`;

/** Backups into which anybody may connect but the role that undoes. */
const openBackups = `select datname from pg_database
  where datname ~ '__(before|undone)_' and datallowconn
    and exists (select from aclexplode(coalesce(datacl, acldefault('d', datdba))) where grantee <> current_user::regrole)`;
