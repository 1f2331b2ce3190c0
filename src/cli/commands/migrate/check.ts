import type { Command } from 'commander';
import type { DomainOptions } from '../../domain-option.ts';
import { openMigrations, withMigrationsOptions } from './open.ts';
import { printList } from './print.ts';

/** `seedbed migrate check`: whether a database and the entities agree. */
export function addCheckCommand(migrate: Command): void {
  withMigrationsOptions(migrate.command('check'))
    .description('compare the database with the entities; exit 1 where they differ')
    .action(runCheck);
}

async function runCheck(options: DomainOptions): Promise<void> {
  const { ormDiff, catalogDiff } = await (await openMigrations(options)).check();
  if (ormDiff.length === 0 && catalogDiff.length === 0) {
    console.log('The database and the entities agree.');
    return;
  }
  process.exitCode = 1;
  if (catalogDiff.length > 0)
    printList('The database differs from the entities (- missing, + extra, ~ changed):', catalogDiff);
  if (ormDiff.length > 0) printList('The ORM would run:', ormDiff);
}
