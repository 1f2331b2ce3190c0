import { createRequire } from 'node:module';
import { Command } from 'commander';
import { requireNoSecrets } from './arguments.ts';
import { addCommonOptions } from './common-options.ts';
import { fail, finish, watchEnding } from './ending.ts';
import { readEnvFile } from './env-file.ts';
import { addExamples } from './examples.ts';
import { exitCodeOf } from './exit.ts';
import { showControls } from './output.ts';

const { version }: { version: string } = createRequire(import.meta.url)('seedbed/package.json');

type AddCommand = (program: Command) => void;

const FILL = 'Fill a database:';
const CHECK = 'Check a database:';
const SHARE = 'Replace a shared database:';
const TEST = 'Test in any language:';
const PREPARE = 'Prepare a database:';

/** Loaded when needed, because the ORM and faker take their time. In the order of the help. */
const commands: readonly (readonly [string, group: string, () => Promise<AddCommand>])[] = [
  ['start', FILL, async () => (await import('./commands/start.ts')).addStartCommand],
  ['scenarios', FILL, async () => (await import('./commands/scenarios.ts')).addScenariosCommand],
  ['plan', FILL, async () => (await import('./commands/plan.ts')).addPlanCommand],
  ['seed', FILL, async () => (await import('./commands/seed.ts')).addSeedCommand],
  ['manifest', FILL, async () => (await import('./commands/manifest.ts')).addManifestCommand],
  ['load', FILL, async () => (await import('./commands/load.ts')).addLoadCommand],
  ['verify', CHECK, async () => (await import('./commands/verify.ts')).addVerifyCommand],
  ['rules', CHECK, async () => (await import('./commands/rules.ts')).addRulesCommand],
  ['lint', CHECK, async () => (await import('./commands/lint.ts')).addLintCommand],
  ['doctor', CHECK, async () => (await import('./commands/doctor.ts')).addDoctorCommand],
  ['label', SHARE, async () => (await import('./commands/label.ts')).addLabelCommand],
  ['reset', SHARE, async () => (await import('./commands/reset.ts')).addResetCommand],
  ['undo', SHARE, async () => (await import('./commands/undo.ts')).addUndoCommand],
  ['redo', SHARE, async () => (await import('./commands/undo.ts')).addRedoCommand],
  ['history', SHARE, async () => (await import('./commands/history.ts')).addHistoryCommand],
  ['test-db', TEST, async () => (await import('./commands/test-db.ts')).addTestDbCommand],
  ['migrate', PREPARE, async () => (await import('./commands/migrate/index.ts')).addMigrateCommand],
  ['db', PREPARE, async () => (await import('./commands/db.ts')).addDbCommand],
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
void run().catch(async (error: unknown) => {
  // Help has been printed, or is on its way.
  if (exitCodeOf(error) === 0) await finish();
  fail(error);
});

async function run(): Promise<void> {
  const parameters = process.argv.slice(2);
  requireNoSecrets(parameters);
  readEnvFile(process.cwd());
  await addCommands(parameters[0]);
  await program.parseAsync();
  await finish();
}

/** Adds the named command, or all of them for the help, the nearest name, and completions. */
async function addCommands(name: string | undefined): Promise<void> {
  const named = commands.filter(([each]) => each === name);
  for (const [, group, load] of named.length > 0 ? named : commands) {
    const add = await load();
    program.commandsGroup(group);
    add(program);
  }
  if (named.length === 0) {
    const { addCompletions } = await import('./completions.ts');
    await addCompletions(program.commandsGroup('This program:'), name);
  }
  addExamples(program);
  addCommonOptions(program);
}
