import { createRequire } from 'node:module';
import { Command } from 'commander';
import { requireNoSecrets } from './arguments.ts';
import { addCommonOptions } from './common-options.ts';
import { readEnvFile } from './env-file.ts';
import { addExamples } from './examples.ts';
import { failureCode } from './failure.ts';
import { begin, type Host } from './invocation.ts';
import { printHelpBy } from './output.ts';
import { endSessions } from './session.ts';

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
  ['init', FILL, async () => (await import('./commands/init.ts')).addInitCommand],
  ['eject', FILL, async () => (await import('./commands/eject.ts')).addEjectCommand],
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

/**
 * Runs a command line to its end.
 *
 * @returns the exit code; what went wrong has been printed
 * @example await run(['seed', 'classroom'], process) // 0
 */
export async function run(parameters: readonly string[], host: Host): Promise<number> {
  const invocation = begin(parameters, host);
  try {
    requireNoSecrets(parameters);
    readEnvFile(process.cwd());
    const program = await programFor(parameters[0]);
    await program.parseAsync(parameters, { from: 'user' });
    return invocation.exitCode;
  } catch (error) {
    return failureCode(error);
  } finally {
    await endSessions();
  }
}

/** With the named command, or all of them for the help, the nearest name, and completions. */
async function programFor(name: string | undefined): Promise<Command> {
  const program = withoutCommands();
  // Before commands are added, which take it over.
  printHelpBy(program);
  const named = commands.filter(([each]) => each === name);
  for (const [, group, load] of named.length > 0 ? named : commands) {
    const add = await load();
    program.commandsGroup(group);
    add(program);
  }
  addCommonOptions(program);
  if (named.length === 0) {
    const { addCompletions } = await import('./completions.ts');
    await addCompletions(program.commandsGroup('This program:'), name);
  }
  addExamples(program);
  return program;
}

const withoutCommands = (): Command =>
  new Command('seedbed')
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
