import type { Command } from 'commander';
import { migrationNames } from '../../../database/migration-status.ts';
import { SeedbedError } from '../../../errors/error.ts';
import { migrateUpSafely } from '../../../transfer/backup/migrate.ts';
import { withMigrationsOptions } from './open.ts';
import { printLost, printNames } from './print.ts';
import { printSafely, runSafely, type SafelyOptions, withBackupOption } from './safely.ts';

/** `seedbed migrate up`: runs what is pending. */
export function addUpCommand(migrate: Command): void {
  withBackupOption(withMigrationsOptions(migrate.command('up')))
    .description('back up where there are rows, run the pending migrations, and check every rule')
    .option('--to <migration>', 'up to this one')
    .action(runUp);
}

async function runUp({ to, ...options }: SafelyOptions & { to?: string }): Promise<void> {
  const migrated = await runSafely(options, async (client, domain, safely) => {
    if ((await migrationNames(domain)).length === 0)
      throw new SeedbedError('no_migrations', {
        message: `The domain '${domain.name}' has no migration yet.`,
        hint: `Write the first one: seedbed migrate create initial --domain ${domain.name}`,
        details: { domain: domain.name },
      });
    return await migrateUpSafely(client, domain, to, safely);
  });
  if (options.json) printSafely(migrated);
  else {
    printNames(migrated.names, 'Ran', 'Nothing to run: every migration has.');
    printLost(migrated.lost);
  }
}
