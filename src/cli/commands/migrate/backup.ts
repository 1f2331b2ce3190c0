import type { Command } from 'commander';
import { maskedUrl } from '../../../database/url.ts';
import { backUpBelow } from '../../../transfer/backup/backup-directory.ts';
import { backUp } from '../../../transfer/backup/write.ts';
import type { CommonOptions } from '../../common-options.ts';
import { withDatabaseOption } from '../../database-option.ts';
import { chosenDomain, type DomainOptions, withDomainOption } from '../../domain-option.ts';
import { openExistingSession } from '../../existing-session.ts';
import { print, printDocument, printNote } from '../../output.ts';
import { startSpinner } from '../../spinner.ts';
import { backupDocument, describeBackup, shelfOfBackups } from './backups.ts';

/** `seedbed migrate backup`: a database's rows as files. */
export function addBackupCommand(migrate: Command): void {
  withDomainOption(withDatabaseOption(migrate.command('backup [folder]'), ''))
    .description(
      'write all rows into a new folder, with the migrations that have run; by itself one below .seedbed-backups/',
    )
    .action(runBackup);
}

async function runBackup(
  folder: string | undefined,
  { json = false, ...options }: DomainOptions & CommonOptions,
): Promise<void> {
  const domain = await chosenDomain(options);
  const { client, url } = await openExistingSession(domain, options.database);
  printNote(maskedUrl(url));
  const spinner = startSpinner('starting', { quiet: json });
  try {
    const onProgress = (table: string) => {
      spinner.text = `backing up ${table}`;
    };
    const made = await (folder === undefined
      ? backUpBelow(client, domain, shelfOfBackups(), { onProgress })
      : backUp(client, domain, folder, { onProgress }));
    spinner.stop();
    if (json) printDocument(backupDocument(made));
    else print(describeBackup(made));
  } finally {
    spinner.stop();
  }
}
