import type { Command } from 'commander';
import type { DomainOptions } from '../../domain-option.ts';
import { parseGoal } from './goal.ts';
import { openMigrations, withMigrationsOptions } from './open.ts';
import { printNames } from './print.ts';

/** `seedbed migrate down`: reverts what has run. */
export function addDownCommand(migrate: Command): void {
  withMigrationsOptions(migrate.command('down'))
    .description('revert the last migration; its tables go with their rows')
    .option('--to <migration>', 'revert those after this one; 0 reverts all', parseGoal)
    .action(runDown);
}

async function runDown({ to, ...options }: DomainOptions & { to?: string | 0 }): Promise<void> {
  const names = await (await openMigrations(options)).down(to === undefined ? {} : { to });
  printNames(names, 'Reverted', 'Nothing to revert: no migration has run.');
}
