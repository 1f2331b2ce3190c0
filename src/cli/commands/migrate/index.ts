import type { Command } from 'commander';
import { addBackupCommand } from './backup.ts';
import { addCheckCommand } from './check.ts';
import { addCreateCommand } from './create.ts';
import { addDownCommand } from './down.ts';
import { addHistoryCommand } from './history.ts';
import { addRestoreCommand } from './restore.ts';
import { addSqlCommand } from './sql.ts';
import { addStatusCommand } from './status.ts';
import { addUpCommand } from './up.ts';

/** `seedbed migrate …`: the structure of a database. */
export function addMigrateCommand(program: Command): void {
  const migrate = program
    .command('migrate')
    .summary("a database's structure: status, up, down, check, create, history, sql, backup, restore")
    .description(
      'Make, revert and check the tables, on DATABASE_URL or else the embedded PostgreSQL. ' +
        'up and down back up the rows first, and are one transaction each: a failure leaves the database as it was.',
    );
  addStatusCommand(migrate);
  addUpCommand(migrate);
  addDownCommand(migrate);
  addCheckCommand(migrate);
  addCreateCommand(migrate);
  addHistoryCommand(migrate);
  addSqlCommand(migrate);
  addBackupCommand(migrate);
  addRestoreCommand(migrate);
}
