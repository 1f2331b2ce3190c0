import type { Command } from 'commander';
import type { DomainOptions } from '../../domain-option.ts';
import { renderTable } from '../../table.ts';
import { openMigrations, withMigrationsOptions } from './open.ts';

/** `seedbed migrate status`: which migrations have run, and which have not. */
export function addStatusCommand(migrate: Command): void {
  withMigrationsOptions(migrate.command('status'))
    .description('say which migrations have run and which have not')
    .action(printStatus);
}

async function printStatus(options: DomainOptions): Promise<void> {
  const { executed, pending } = await (await openMigrations(options)).status();
  const rows = [
    ...executed.map(({ name, at }) => [name, `run ${at.toISOString()}`]),
    ...pending.map((name) => [name, 'pending']),
  ];
  console.log(renderTable(['migration', 'state'], rows));
}
