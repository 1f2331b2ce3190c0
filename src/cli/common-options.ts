import type { Command } from 'commander';
import { invocation } from './invocation.ts';
import { chooseConfig } from './project.ts';

/** What every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
}

/** Commands that do something: under `--quiet` what they say about it is not printed. */
const doing = [
  'start init eject seed load reset undo redo label lint db-start db-stop db-destroy test-db-drop test-db-reset',
  'migrate-up migrate-down migrate-create migrate-backup migrate-restore',
].flatMap((names) => names.split(' '));

/** Adds the options that are the same everywhere to each command, however deep. */
export function addCommonOptions(program: Command): void {
  for (const command of program.commands) {
    addCommonOptions(command);
    if (command.commands.length > 0) continue;
    command
      .optionsGroup('Common options:')
      .option('--json', 'print one JSON document on standard output, of a failure too')
      .option('--quiet', 'print failures only, and what was asked for')
      .option('--no-color', 'print without colors, as with NO_COLOR')
      .option(
        '--config <file>',
        'the configuration of the project (default: seedbed.config.ts, .mts, .js or .mjs)',
      )
      .hook('preAction', () => apply(command));
  }
}

function apply(command: Command): void {
  const { quiet, config, color, json } = command.opts<Record<string, string | boolean | undefined>>();
  if (typeof config === 'string') chooseConfig(config);
  if (color === false) invocation().host.env['NO_COLOR'] = '1';
  if (quiet === true)
    invocation().silent = { notes: true, results: doing.includes(pathOf(command)) && json !== true };
}

/** `migrate-up` of `seedbed migrate up`. */
const pathOf = (command: Command): string =>
  command.parent?.parent ? `${command.parent.name()}-${command.name()}` : command.name();
