import type { Command } from 'commander';
import type { DomainOptions } from '../../domain-option.ts';
import { openMigrations, withMigrationsOptions } from './open.ts';
import { printNames } from './print.ts';

/** `seedbed migrate up`: runs what is pending. */
export function addUpCommand(migrate: Command): void {
  withMigrationsOptions(migrate.command('up'))
    .description('run the pending migrations')
    .option('--to <migration>', 'up to this one')
    .action(runUp);
}

async function runUp({ to, ...options }: DomainOptions & { to?: string }): Promise<void> {
  const names = await (await openMigrations(options)).up(to === undefined ? {} : { to });
  printNames(names, 'Ran', 'Nothing to run: every migration has.');
}
