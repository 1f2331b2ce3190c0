import { createRequire } from 'node:module';
import { Command } from 'commander';
import { requireNoSecrets } from './arguments.ts';
import { fail, finish, watchEnding } from './ending.ts';
import { readEnvFile } from './env-file.ts';
import { showControls } from './output.ts';

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

showControls(program);
watchEnding();
// Not awaited: Node would call it a warning where it never ends.
void run().catch(fail);

async function run(): Promise<void> {
  requireNoSecrets(process.argv.slice(2));
  readEnvFile(process.cwd());
  for (const add of await commandsFor(process.argv[2])) add(program);
  await program.parseAsync();
  await finish();
}

/** The named command, or all of them for the help and the nearest name. */
async function commandsFor(name: string | undefined): Promise<readonly AddCommand[]> {
  const named = commands.find(([each]) => each === name);
  return named === undefined ? await Promise.all(commands.map(([, load]) => load())) : [await named[1]()];
}
