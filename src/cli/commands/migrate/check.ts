import type { Command } from 'commander';
import type { CommonOptions } from '../../common-options.ts';
import type { DomainOptions } from '../../domain-option.ts';
import { printDocument } from '../../output.ts';
import { openMigrations, withMigrationsOptions } from './open.ts';
import { printList } from './print.ts';

/** `seedbed migrate check`: whether a database and the entities agree. */
export function addCheckCommand(migrate: Command): void {
  withMigrationsOptions(migrate.command('check'))
    .description('compare the database with the entities; exit 1 where they differ')
    .action(runCheck);
}

async function runCheck({ json, ...options }: DomainOptions & CommonOptions): Promise<void> {
  const { ormDiff, catalogDiff } = await (await openMigrations(options)).check();
  const agrees = ormDiff.length === 0 && catalogDiff.length === 0;
  if (!agrees) process.exitCode = 1;
  if (json) {
    printDocument({ agrees, catalog: catalogDiff, orm: ormDiff });
    return;
  }
  if (agrees) {
    console.log('The database and the entities agree.');
    return;
  }
  if (catalogDiff.length > 0)
    printList('The database differs from the entities (- missing, + extra, ~ changed):', catalogDiff);
  if (ormDiff.length > 0) printList('The ORM would run:', ormDiff);
}
