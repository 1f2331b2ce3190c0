import { type Command, InvalidArgumentError } from 'commander';
import { type EmbeddedServer, embeddedServer, type StartedServer } from '../../database/server.ts';
import { maskedUrl, requireDatabaseUrl } from '../../database/url.ts';
import type { CommonOptions } from '../common-options.ts';
import { requireConfirmed } from '../confirm.ts';
import { databaseChosenTwice } from '../database-chosen-twice.ts';
import { parseDatabase } from '../database-option.ts';
import { databaseUrl, databaseUrlSource } from '../database-url.ts';
import { mainDatabase } from '../main-database.ts';
import { print, printDocument, printNote } from '../output.ts';

/** `seedbed db start|stop|url|status|destroy`: the embedded PostgreSQL. */
export function addDbCommand(program: Command): void {
  const db = program
    .command('db')
    .summary('the embedded PostgreSQL: start, stop, url, status, destroy')
    .description(
      'The PostgreSQL 18 that comes with seedbed. It keeps its data in .seedbed/ of the project, listens on ' +
        '127.0.0.1 only, and goes on running for your application until you stop it. ' +
        'DATABASE_URL replaces it by a server of your own, which these commands never touch.',
    );
  db.command('start')
    .description('start it, the first time with an empty database')
    .option('--port <port>', 'listen on this port from now on, 0 for any free one', parsePort)
    .action(start);
  db.command('stop').description('stop it; its data stays').action(stop);
  db.command('url')
    .description('print the url to connect to, with its password')
    .option(
      '--database <name>',
      'of this database of it (default: that of the first domain of seedbed.config.ts, or else course)',
      parseDatabase,
    )
    .action(printUrl);
  db.command('status').description('say whether it runs, and where').action(status);
  db.command('destroy')
    .description('stop it and remove all its data')
    .option('--yes', 'do not ask; demanded where there is no terminal')
    .action(destroy);
}

async function start({ port, json }: CommonOptions & { port?: number }): Promise<void> {
  const replacement = databaseUrl();
  if (replacement !== undefined && json) {
    printDocument({ started: false, how: 'replaced', url: maskedUrl(replacement), data: null });
    return;
  }
  if (replacement !== undefined) {
    print(`Nothing to start: ${databaseUrlSource()} is set and replaces the embedded server.`);
    print(`  url       ${maskedUrl(replacement)}`);
    return;
  }
  const server = embeddedServer();
  const started = await server.start(port === undefined ? {} : { port });
  await server.ensureDatabase(await mainDatabase());
  if (json) {
    printDocument({ started: true, how: started.how, ...(await placeOf(server)) });
    return;
  }
  print(`${startedSentence(started)} on 127.0.0.1:${started.port}.`);
  await printPlace(server);
  print('`seedbed db url` prints the url with its password.');
}

function startedSentence({ how }: StartedServer): string {
  if (how === 'running') return 'PostgreSQL runs already';
  return how === 'created' ? 'PostgreSQL was set up and started' : 'PostgreSQL was started';
}

async function stop({ json }: CommonOptions): Promise<void> {
  const wasRunning = await embeddedServer().stop();
  if (json) {
    printDocument({ stopped: wasRunning });
    return;
  }
  print(wasRunning ? 'PostgreSQL was stopped; its data stays.' : 'The embedded PostgreSQL does not run.');
  sayWhatIsNotTouched();
}

async function printUrl({ database, json }: CommonOptions & { database?: string }): Promise<void> {
  const replacement = databaseUrl();
  if (replacement !== undefined && database !== undefined) throw databaseChosenTwice(database);
  if (replacement !== undefined) {
    requireDatabaseUrl(replacement);
    if (json) printDocument({ url: replacement });
    else print(replacement);
    return;
  }
  const server = embeddedServer();
  const url = await server.url(database ?? (await mainDatabase()));
  if (json) printDocument({ url });
  else print(url);
  const { state } = await server.status();
  if (state !== 'running') printNote('It does not run now; start it with: seedbed db start');
}

async function status({ json }: CommonOptions): Promise<void> {
  const replacement = databaseUrl();
  if (json) {
    const embedded = embeddedServer();
    const { home, ...told } = await embedded.status();
    const url = told.state === 'absent' ? {} : { url: (await placeOf(embedded)).url };
    const replacedBy = replacement === undefined ? null : maskedUrl(replacement);
    printDocument({ ...told, ...url, data: home, replacedBy });
    return;
  }
  if (replacement !== undefined) {
    print(`${databaseUrlSource()} is set and replaces the embedded server.`);
    print(`  url       ${maskedUrl(replacement)}`);
  }
  const server = embeddedServer();
  const found = await server.status();
  if (found.state === 'absent') {
    print('There is no embedded PostgreSQL here yet. `seedbed db start` makes one.');
    return;
  }
  const process = found.state === 'running' ? `runs (pid ${found.pid})` : 'is stopped';
  print(`The embedded PostgreSQL ${found.version} ${process}.`);
  await printPlace(server);
}

async function destroy({ yes = false, json }: CommonOptions & { yes?: boolean }): Promise<void> {
  const server = embeddedServer();
  const { state } = await server.status();
  if (state !== 'absent' && !yes) {
    await requireConfirmed(`Remove the embedded PostgreSQL and all its data (${server.home})?`);
  }
  const existed = await server.destroy();
  if (json) {
    printDocument({ destroyed: existed, data: server.home });
    return;
  }
  print(
    existed
      ? `Removed the embedded PostgreSQL and all its data (${server.home}).`
      : 'There was nothing to remove.',
  );
  sayWhatIsNotTouched();
}

async function printPlace(server: EmbeddedServer): Promise<void> {
  const { url, data } = await placeOf(server);
  print(`  url       ${url}\n  data      ${data}`);
}

const placeOf = async (server: EmbeddedServer): Promise<{ url: string; data: string }> => ({
  url: maskedUrl(await server.url(await mainDatabase())),
  data: server.home,
});

function sayWhatIsNotTouched(): void {
  const replacement = databaseUrl();
  if (replacement !== undefined)
    printNote(`${databaseUrlSource()} (${maskedUrl(replacement)}) was not touched.`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}
