import { createRequire } from 'node:module';
import { Command } from 'commander';
import { addDbCommand } from './commands/db.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addScenariosCommand } from './commands/scenarios.ts';
import { addSeedCommand } from './commands/seed.ts';
import { addStartCommand } from './commands/start.ts';
import { exitCodeOf, report } from './exit.ts';

const { version }: { version: string } = createRequire(import.meta.url)('seedbed/package.json');

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
Without DATABASE_URL, everything happens on an embedded PostgreSQL in .seedbed/ of the project.

Exit codes: 0 done, 1 the check found something, 2 wrong usage, 3 a problem around it, 130 Ctrl-C, 70 a bug.`,
  )
  .exitOverride();

addStartCommand(program);
addScenariosCommand(program);
addPlanCommand(program);
addSeedCommand(program);
addMigrateCommand(program);
addDbCommand(program);

process.once('SIGINT', () => leave(130));
process.once('SIGTERM', () => leave(143));
process.on('uncaughtException', fail);
for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);

try {
  await program.parseAsync();
  process.exit();
} catch (error) {
  fail(error);
}

/** Where a command has set `process.exitCode`, an error that comes after it still counts more. */
function fail(error: unknown): never {
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
