import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeedbedError } from '../errors/error.ts';
import { ownerOf, unprivilegedAccount } from './server/account.ts';
import { bundledBinaries, usableBinaries } from './server/binaries.ts';
import { createDatabase } from './server/create-database.ts';
import {
  clearHome,
  homeOf,
  prepareHome,
  projectOf,
  removeHome,
  requireOwnHome,
  sweepHome,
} from './server/home.ts';
import { requireNotElsewhere } from './server/in-use.ts';
import { initialise } from './server/initialise.ts';
import { parts, serverFolder, superuser } from './server/layout.ts';
import { withLock } from './server/lock.ts';
import { nameFileFailures } from './server/name-file-failures.ts';
import { freePort, isFree, portTaken } from './server/port.ts';
import {
  findPostmaster,
  reap,
  releaseMemory,
  settled,
  startPostmaster,
  stopPostmaster,
} from './server/postmaster.ts';
import { pathOf } from './url.ts';

export interface ServerOptions {
  /** Any folder of the project that the server belongs to; the working directory by default. */
  readonly directory?: string;
  /** The folder of initdb and postgres; by default that of the bundled PostgreSQL 18. */
  readonly binaries?: string;
}

/** What there is of the server now. `port` is the one that it has, or will have when it starts. */
export type ServerStatus =
  | { readonly state: 'absent'; readonly home: string }
  | { readonly state: 'stopped'; readonly home: string; readonly port: number; readonly version: string }
  | {
      readonly state: 'running';
      readonly home: string;
      readonly port: number;
      readonly version: string;
      readonly pid: number;
    };

export interface StartedServer {
  /** `created` with a new data directory, `started` on an existing one, or found `running` already. */
  readonly how: 'created' | 'started' | 'running';
  readonly port: number;
  readonly pid: number;
}

export interface EmbeddedServer {
  readonly home: string;
  status(): Promise<ServerStatus>;
  /**
   * Starts the server, or finds it running; the first time its data directory is made and a free port
   * chosen, which it keeps. `port` chooses another one from then on, 0 any free one.
   */
  start(options?: { readonly port?: number }): Promise<StartedServer>;
  /** Resolves to whether there was anything to stop. Data stays. */
  stop(): Promise<boolean>;
  /** Stops the server and removes all its data. Resolves to whether there was anything. */
  destroy(): Promise<boolean>;
  /** The url of a database of the server, with the password. */
  url(database?: string): Promise<string>;
  /** Makes the database where it is missing. Resolves to its url. The server must run. */
  ensureDatabase(name: string): Promise<string>;
}

/**
 * The PostgreSQL 18 that comes with seedbed: no Docker, no installation, data in `.seedbed/` of the
 * project, 127.0.0.1 only. It outlives the process that starts it, so that an application can connect.
 *
 * @example
 * const server = embeddedServer();
 * await server.start();
 * const url = await server.ensureDatabase('course');
 * await server.stop();
 *
 * @throws `binaries_missing` where there is none for this platform, `no_unprivileged_account` as root
 * on a system without one. Its functions throw `server_absent`, `server_running`, `port_taken`,
 * `disk_full`, `home_closed`, `server_busy` or `server_failed`; a failed start leaves nothing
 * running, and half-made data is removed by the next one.
 */
export function embeddedServer(options: ServerOptions = {}): EmbeddedServer {
  const bin = options.binaries ?? bundledBinaries();
  const home = homeOf(projectOf(options.directory ?? process.cwd()), bin);
  const folder = serverFolder(home);

  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const inHome = () => {
      prepareHome(home);
      return work();
    };
    return nameFileFailures(home, () => {
      requireOwnHome(home);
      return withLock(join(home, 'lock'), inHome);
    });
  }

  function url(database = 'postgres'): Promise<string> {
    return nameFileFailures(home, () => {
      requireOwnHome(home);
      return urlOf(home, folder, database);
    });
  }

  return {
    home,
    status: () =>
      nameFileFailures(home, () => {
        requireOwnHome(home);
        return statusOf(home, folder);
      }),
    start: ({ port } = {}) => exclusively(() => start(home, folder, bin, port)),
    stop: async () => {
      requireOwnHome(home);
      return existsSync(folder) && (await exclusively(() => stop(home, folder)));
    },
    destroy: async () => {
      requireOwnHome(home);
      if (!existsSync(home)) return false;
      const existed = await exclusively(() => destroy(home, folder, bin));
      removeHome(home);
      return existed;
    },
    url,
    ensureDatabase: async (name) => {
      await createDatabase(await url(), name);
      return await url(name);
    },
  };
}

function urlOf(home: string, folder: string, database: string): string {
  if (!existsSync(folder))
    throw new SeedbedError('server_absent', {
      message: `There is no embedded server in ${home}.`,
      details: { home },
    });
  const password = readFileSync(parts(folder).password, 'utf8');
  const port = findPostmaster(folder)?.port ?? rememberedPort(folder);
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${pathOf(database)}${ownParameters()}`;
}

/** What holds for this server, which does not encrypt, where the environment says otherwise about other servers. */
function ownParameters(): string {
  const own = answers.filter(({ variables }) => variables.some((name) => process.env[name]));
  return own.length === 0 ? '' : `?${own.map(({ parameter }) => parameter).join('&')}`;
}

/** Parameters of the url that are looked at instead of variables. */
const answers = [
  { variables: ['PGSSLMODE', 'PGSSLROOTCERT', 'PGSSLCERT', 'PGSSLKEY'], parameter: 'sslmode=disable' },
  { variables: ['PGOPTIONS'], parameter: 'options=-c%20role%3Dnone' },
  { variables: ['PGCONNECT_TIMEOUT'], parameter: 'connect_timeout=10' },
] as const;

function statusOf(home: string, folder: string): ServerStatus {
  if (!existsSync(folder)) return { state: 'absent', home };
  const running = findPostmaster(folder);
  const version = readFileSync(join(parts(folder).data, 'PG_VERSION'), 'utf8').trim();
  if (running === undefined) return { state: 'stopped', home, version, port: rememberedPort(folder) };
  return { state: 'running', home, version, port: running.port, pid: running.pid };
}

async function start(home: string, folder: string, bin: string, asked?: number): Promise<StartedServer> {
  await sweepHome(home);
  const isNew = !existsSync(folder);
  const account = isNew ? unprivilegedAccount() : ownerOf(parts(folder).data);
  const usableBin = usableBinaries(bin, home, account);
  if (isNew) await initialise(folder, usableBin, account);

  const running = await settled(folder);
  if (running !== undefined) {
    if (asked && asked !== running.port)
      throw new SeedbedError('server_running', {
        message: `The embedded server already runs on port ${running.port}, not ${asked}.`,
        hint: `Stop it first: seedbed db stop && seedbed db start --port ${asked}`,
        details: { port: running.port, askedPort: asked },
      });
    return { how: 'running', port: running.port, pid: running.pid };
  }
  requireNotElsewhere(home, folder);
  await reap(folder);
  const port = asked === 0 ? await freePort() : (asked ?? rememberedPort(folder));
  if (!(await isFree(port))) throw portTaken(port);
  const { pid } = await startPostmaster(folder, usableBin, port);
  if (port !== rememberedPort(folder)) rememberPort(folder, port);
  return { how: isNew ? 'created' : 'started', port, pid };
}

async function stop(home: string, folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  requireNotElsewhere(home, folder);
  return await stopPostmaster(folder);
}

async function destroy(home: string, folder: string, bin: string): Promise<boolean> {
  await sweepHome(home);
  const existed = existsSync(folder);
  if (existed) {
    requireNotElsewhere(home, folder);
    await stopPostmaster(folder);
    await releaseMemory(home, folder, bin).catch(() => {}); // data that no program can read go all the same
    renameSync(folder, `${folder}.doomed`);
  }
  await sweepHome(home);
  clearHome(home);
  return existed;
}

function rememberedPort(folder: string): number {
  return Number(readFileSync(parts(folder).port, 'utf8'));
}

function rememberPort(folder: string, port: number): void {
  const { port: file } = parts(folder);
  writeFileSync(`${file}.new`, String(port));
  renameSync(`${file}.new`, file);
}
