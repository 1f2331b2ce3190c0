import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { identityOf, processesOf } from '../../src/database/server/process.ts';
import { type EmbeddedServer, embeddedServer } from '../../src/database/server.ts';
import { startSource } from '../support/cli.ts';
import { kill } from '../support/kill.ts';
import { socketFolder } from '../support/running-server.ts';
import { isThere, memoryOf } from '../support/server-memory.ts';
import { until } from '../support/until.ts';

/** What may happen to a command that makes, starts, stops or removes a server. */
export const serverInterruptions = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'server'] as const;
export type ServerInterruption = (typeof serverInterruptions)[number];

interface ServerCommand {
  readonly command: readonly string[];
  /** What there is before: no server, one that is stopped, or one that runs; both with a database `kept`. */
  readonly from: 'absent' | 'stopped' | 'running';
}

/** The commands that are about the server itself. */
export const serverCommands: Readonly<Record<string, ServerCommand>> = {
  'db start, the first time': { command: ['db', 'start'], from: 'absent' },
  'db start': { command: ['db', 'start'], from: 'stopped' },
  'db stop': { command: ['db', 'stop'], from: 'running' },
  'db destroy': { command: ['db', 'destroy', '--yes'], from: 'running' },
};

/** A project whose server is interrupted while it is made or removed. */
export class InterruptedServer {
  readonly #directory: string;
  readonly #server: EmbeddedServer;
  readonly #data: string;

  constructor(directory: string) {
    this.#directory = directory;
    this.#server = embeddedServer({ directory });
    this.#data = join(this.#server.home, 'server', 'data');
  }

  /** Resolves to how long a command takes from its first change in the project to its end, in milliseconds. */
  async runUndisturbed({ command, from }: ServerCommand): Promise<number> {
    await this.#prepare(from);
    const { over, began } = await this.#start(command);
    expect(await over).toMatchObject({ code: 0, stderr: '' });
    return performance.now() - began;
  }

  /**
   * Interrupts a command; then the server starts with what it held, or anew where it was removed, and leaves nothing
   * when it is destroyed.
   *
   * @param moment since its first change in the project, in milliseconds
   * @returns whether the command had not ended by itself
   */
  async interrupt(
    { command, from }: ServerCommand,
    how: ServerInterruption,
    moment: number,
  ): Promise<boolean> {
    await this.#prepare(from);
    const left = from === 'running' ? await this.#traces() : [];
    const { child, over } = await this.#start(command);
    await Promise.race([after(moment), over]);
    const wasRunning = child.exitCode === null && child.signalCode === null;
    if (how !== 'server') child.kill(how);
    else if (existsSync(this.#data)) for (const pid of processesOf(this.#data)) kill(pid);
    const { stderr } = await over;
    expect(stderr).not.toContain('This is a bug in seedbed');

    const { state } = await this.#server.status();
    const { how: started } = await this.#server.start();
    if (command.includes('destroy')) expect(started === 'created').toBe(state === 'absent');
    else if (from !== 'absent') expect(started).not.toBe('created');
    expect(await this.#holdsKept()).toBe(from !== 'absent' && started !== 'created');
    expect(readdirSync(this.#server.home).sort()).toEqual(['.gitignore', 'server']);

    const traces = [...left, ...(await this.#traces())];
    expect(await this.#server.destroy()).toBe(true);
    expect(existsSync(this.#server.home)).toBe(false);
    expect(traces.filter(remains)).toEqual([]);
    await until(() => !this.#isWorkedIn());
    return wasRunning;
  }

  async #prepare(from: ServerCommand['from']): Promise<void> {
    await this.#server.destroy();
    if (from === 'absent') return;
    await this.#server.start();
    const client = await connect(await this.#server.ensureDatabase('kept'));
    await client.query('create table kept as select 1 as one');
    await client.end();
    if (from === 'stopped') await this.#server.stop();
  }

  async #start(command: readonly string[]) {
    const { child, result } = startSource(command, { cwd: this.#directory });
    let isOver = false;
    const over = result.finally(() => {
      isOver = true;
    });
    // Every one of them takes the lock first.
    await until(() => isOver || existsSync(join(this.#server.home, 'lock')));
    return { child, over, began: performance.now() };
  }

  async #holdsKept(): Promise<boolean> {
    const client = await connect(await this.#server.url());
    const { rowCount } = await client.query(`select from pg_database where datname = 'kept'`);
    await client.end();
    if (rowCount === 0) return false;
    const kept = await connect(await this.#server.url('kept'));
    const { rows } = await kept.query('select one from kept');
    await kept.end();
    expect(rows).toEqual([{ one: 1 }]);
    return true;
  }

  /** What a running server has outside of the project. */
  async #traces(): Promise<readonly string[]> {
    const memory = process.platform === 'linux' ? memoryOf(this.#data) : [];
    expect(processesOf(this.#data)).not.toEqual([]);
    expect(await socketFolder(this.#server)).toContain(identityOf(this.#data));
    return [...memory, await socketFolder(this.#server)];
  }

  /** Whether some program has to do with the project, such as an initdb whose starter was killed. */
  #isWorkedIn(): boolean {
    if (process.platform !== 'linux') return false;
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    return pids.some((pid) => commandOf(pid).includes(this.#directory));
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it has ended in between
  }
}

const remains = (trace: string): boolean =>
  trace.startsWith('/dev/shm/') || !trace.startsWith('/') ? isThere(trace) : existsSync(trace);
