import type { Command } from 'commander';
import { migrateDownSafely } from '../../../transfer/backup/migrate.ts';
import { parseGoal } from './goal.ts';
import { withMigrationsOptions } from './open.ts';
import { printLost, printNames } from './print.ts';
import { printSafely, runSafely, type SafelyOptions, withBackupOption } from './safely.ts';

/** `seedbed migrate down`: reverts what has run. */
export function addDownCommand(migrate: Command): void {
  withBackupOption(withMigrationsOptions(migrate.command('down')))
    .description('back up where there are rows, and revert the last migration; its tables go with their rows')
    .option('--to <migration>', 'revert those after this one; 0 reverts all', parseGoal)
    .action(runDown);
}

async function runDown({ to, ...options }: SafelyOptions & { to?: string | 0 }): Promise<void> {
  const migrated = await runSafely(options, (client, domain, safely) =>
    migrateDownSafely(client, domain, to, safely),
  );
  if (options.json) printSafely(migrated);
  else {
    printNames(migrated.names, 'Reverted', 'Nothing to revert: no migration has run.');
    printLost(migrated.lost);
  }
}
