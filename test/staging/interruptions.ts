import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import pg from 'pg';
import { expect } from 'vitest';
import { askOn } from '../../src/database/ask.ts';
import { connect } from '../../src/database/connect.ts';
import { sweepDead } from '../../src/database/marked/sweep.ts';
import { processesOf } from '../../src/database/server/process.ts';
import { type EmbeddedServer, embeddedServer } from '../../src/database/server.ts';
import { withDatabase } from '../../src/database/url.ts';
import { seedbed, startSource } from '../support/cli.ts';
import { kill } from '../support/kill.ts';
import { until } from '../support/until.ts';
import { type DatabaseState, databaseState } from './database-state.ts';

/** What may happen to a command. */
export const interruptions = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'connections', 'server'] as const;
export type Interruption = (typeof interruptions)[number];

/** A command that makes something on the server or the disk. */
export interface InterruptedCommand {
  readonly command: readonly string[];
  /** Makes what is there before the command, each time. */
  readonly prepare: (place: InterruptedPlace) => Promise<unknown>;
}

/** What a command changes: a database, and the files of the project. */
interface State {
  readonly database: DatabaseState;
  /** Each with its size. */
  readonly files: readonly string[];
}

/** What an undisturbed run is known by. */
export interface Undisturbed {
  readonly before: State;
  readonly after: State;
  /** From its first change in the project, which is the lock of the server, to its end, in milliseconds. */
  readonly took: number;
}

/** The database that commands are interrupted in. */
export const TARGET = 'target';

/** A project with a server whose commands are interrupted. */
export class InterruptedPlace {
  readonly directory: string;
  readonly #server: EmbeddedServer;

  constructor(directory: string) {
    this.directory = directory;
    this.#server = embeddedServer({ directory });
  }

  /** Starts the server, with a database `course` that holds `minimal`. */
  async prepare(): Promise<void> {
    await this.#server.start();
    await this.run(['seed', 'minimal']);
  }

  /** Runs a command to its end, which must be a good one; the doctor may have found something. */
  async run(command: readonly string[]): Promise<void> {
    const { code, stderr } = await seedbed(command, { cwd: this.directory });
    expect(code === 0 || (code === 1 && command[0] === 'doctor'), `${command.join(' ')}: ${stderr}`).toBe(
      true,
    );
  }

  /** Makes the target a copy of another database, or an empty one, without what was kept of an earlier target. */
  async copy(source: string): Promise<void> {
    const made = await this.#ask(`select datname from pg_database where datname ~ '^${TARGET}(__|$)'`);
    for (const { datname } of made)
      await this.#ask(`drop database ${pg.escapeIdentifier(String(datname))} with (force)`);
    await this.#ask(`create database ${TARGET} template ${source} strategy file_copy`);
  }

  /** Makes another database a copy of the target. */
  async keepTarget(name: string): Promise<void> {
    await this.#ask(`create database ${name} template ${TARGET} strategy file_copy`);
  }

  async hasDatabase(name: string): Promise<boolean> {
    return (await this.#ask(`select from pg_database where datname = '${name}'`)).length > 0;
  }

  /** Lets a command run to its end, and sees what it changes and how long that takes. */
  async runUndisturbed({ command, prepare }: InterruptedCommand): Promise<Undisturbed> {
    await prepare(this);
    const before = await this.#state();
    const { over, began } = await this.#start(command);
    const { code, stderr } = await over;
    const took = performance.now() - began;
    expect([0, command[0] === 'doctor' ? 1 : 0], stderr).toContain(code);
    return { before, after: await this.#state(), took };
  }

  /**
   * Interrupts a command, after which the server runs again and is not used.
   *
   * @param share of the time that it takes undisturbed
   * @returns whether the command had not ended by itself
   */
  async interrupt(
    { command, prepare }: InterruptedCommand,
    { took }: Undisturbed,
    how: Interruption,
    share: number,
  ): Promise<boolean> {
    await prepare(this);
    const { child, over } = await this.#start(command);
    await Promise.race([after(took * share), over]);
    const wasRunning = child.exitCode === null && child.signalCode === null;
    if (how === 'server') await this.#stopAtOnce();
    else if (how === 'connections') await this.#endConnections();
    else child.kill(how);
    const { stderr } = await over;
    expect(stderr).not.toContain('This is a bug in seedbed');
    await this.#server.start();
    await this.#othersGone();
    expect(await this.#ask(openBackups)).toEqual([]);
    return wasRunning;
  }

  /** Clears the server as each command does first. */
  async sweep(): Promise<void> {
    const client = await connect(await this.#server.url());
    await sweepDead(askOn(client)).finally(() => client.end());
  }

  /** That nothing half-done is there, once the server has been cleared. */
  async expectWhole({ before, after: done }: Undisturbed): Promise<void> {
    await this.#othersGone();
    expect(await this.#ask(leftDatabases)).toEqual([]);
    expect(await this.#ask(openBackups)).toEqual([]);
    expect(await this.#ask(`select pid from pg_locks where locktype = 'advisory'`)).toEqual([]);
    expect(await this.#ask(`select gid from pg_prepared_xacts`)).toEqual([]);
    expect(readdirSync(join(this.directory, '.seedbed')).sort()).toEqual(['.gitignore', 'server']);
    const { database, files } = await this.#state();
    expect([before.database, done.database]).toContainEqual(database);
    expect([whole(before.files), whole(done.files)]).toContainEqual(whole(files));
  }

  /** Starts a command, and waits until it has changed something in the project. */
  async #start(command: readonly string[]) {
    const untouched = this.#names();
    const { child, result } = startSource(command, { cwd: this.directory });
    let isOver = false;
    const over = result.finally(() => {
      isOver = true;
    });
    await until(() => isOver || this.#names() !== untouched);
    return { child, over, began: performance.now() };
  }

  #names(): string {
    const folders = [this.directory, join(this.directory, '.seedbed')].filter((path) => existsSync(path));
    return folders.flatMap((folder) => readdirSync(folder)).join('\n');
  }

  async #state(): Promise<State> {
    const client = await connect(withDatabase(await this.#server.url(), TARGET));
    const database = await databaseState(client).finally(() => client.end());
    return { database, files: sizesIn(this.directory) };
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

/** Those that are not for the next command of the same kind to remove. */
const whole = (files: readonly string[]): readonly string[] =>
  files.filter((name) => !/\.incomplete-|\.seedbed-unproven-/.test(name));

/** Files of a project but for the server's own and packages, as paths in it. */
export function filesIn(project: string, folder = ''): readonly string[] {
  return readdirSync(join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === '.seedbed' || entry.name === 'node_modules') return [];
    return entry.isDirectory() ? filesIn(project, path) : [path];
  });
}

/** Each file with its size, but for the note in a folder of backups; the times in their names are left out. */
const sizesIn = (project: string): readonly string[] =>
  filesIn(project)
    .filter((path) => !path.endsWith('.gitignore'))
    .map((path) => `${path} ${statSync(join(project, path)).size}`)
    .map((line) => line.replaceAll(/\d{8}T\d{9}|(?<=Migration)\d{14}/g, '<time>'))
    .sort();

const leftDatabases = `select datname from pg_database where datname ~ '^seedbed_(check|wip|clone)_|__seedbed_'`;

/** Backups into which anybody may connect but the role that undoes. */
const openBackups = `select datname from pg_database
  where datname ~ '__(before|undone)_' and datallowconn
    and exists (select from aclexplode(coalesce(datacl, acldefault('d', datdba))) where grantee <> current_user::regrole)`;
