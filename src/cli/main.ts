import { createRequire, enableCompileCache } from 'node:module';
import { Command } from 'commander';
import { requireNoSecrets } from './arguments.ts';
import { readEnvFile } from './env-file.ts';
import { exitCodeOf, named, report } from './exit.ts';

// Node keeps what it compiles for the next time, which halves the time that a command takes to start.
enableCompileCache();

const { version }: { version: string } = createRequire(import.meta.url)('seedbed/package.json');

type AddCommand = (program: Command) => void;

/** Loaded when needed, because the ORM and faker take their time. In the order of the help. */
const commands: readonly (readonly [string, () => Promise<AddCommand>])[] = [
  ['start', async () => (await import('./commands/start.ts')).addStartCommand],
  ['scenarios', async () => (await import('./commands/scenarios.ts')).addScenariosCommand],
  ['plan', async () => (await import('./commands/plan.ts')).addPlanCommand],
  ['seed', async () => (await import('./commands/seed.ts')).addSeedCommand],
  ['manifest', async () => (await import('./commands/manifest.ts')).addManifestCommand],
  ['load', async () => (await import('./commands/load.ts')).addLoadCommand],
  ['label', async () => (await import('./commands/label.ts')).addLabelCommand],
  ['reset', async () => (await import('./commands/reset.ts')).addResetCommand],
  ['undo', async () => (await import('./commands/undo.ts')).addUndoCommand],
  ['history', async () => (await import('./commands/history.ts')).addHistoryCommand],
  ['verify', async () => (await import('./commands/verify.ts')).addVerifyCommand],
  ['rules', async () => (await import('./commands/rules.ts')).addRulesCommand],
  ['lint', async () => (await import('./commands/lint.ts')).addLintCommand],
  ['migrate', async () => (await import('./commands/migrate/index.ts')).addMigrateCommand],
  ['doctor', async () => (await import('./commands/doctor.ts')).addDoctorCommand],
  ['db', async () => (await import('./commands/db.ts')).addDbCommand],
];

const program = new Command('seedbed')
  .description(
    'Valid test data for course platforms on PostgreSQL, by one definition for tests, laptops and staging.',
  )
  .version(version, '-V, --version', 'print the version')
  .helpOption('-h, --help', 'show this help')
  .helpCommand('help [command]', 'show the help of a command')
  .showHelpAfterError('Try: seedbed --help')
  .addHelpText(
    'after',
    `
Without DATABASE_URL, in the environment or in .env of the project, everything happens on an embedded
PostgreSQL in .seedbed/ of the project.

Exit codes: 0 done, 1 the check found something, 2 wrong usage, 3 a problem around it, 130 Ctrl-C, 70 a bug.`,
  )
  .exitOverride();

// A terminal signals the whole group and the shim passes it on: the second one must find a listener too.
process.on('SIGINT', () => leave(130));
process.on('SIGTERM', () => leave(143));
process.on('uncaughtException', fail);
for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);

try {
  requireNoSecrets(process.argv.slice(2));
  readEnvFile(process.cwd());
  for (const add of await commandsFor(process.argv[2])) add(program);
  await program.parseAsync();
  await written(process.stdout);
  process.exit();
} catch (error) {
  fail(error);
}

/** The named command, or all of them for the help and the nearest name. */
async function commandsFor(name: string | undefined): Promise<readonly AddCommand[]> {
  const named = commands.find(([each]) => each === name);
  return named === undefined ? await Promise.all(commands.map(([, load]) => load())) : [await named[1]()];
}

/** What does not fit into a pipe at once would be lost with the process. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

/** Where a command has set `process.exitCode`, an error that comes after it still counts more. */
function fail(thrown: unknown): never {
  const error = named(thrown);
  report(error);
  process.exit(exitCodeOf(error));
}

/** The server rolls back what the closed connection had begun. */
function leave(code: number): never {
  console.error('Interrupted.');
  process.exit(code);
}

/** `seedbed … | head` ends before us: what was asked for is still done, in silence. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
