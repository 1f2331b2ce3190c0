import type { Command } from 'commander';
import type pg from 'pg';
import { maskedUrl } from '../../../database/url.ts';
import type { Domain } from '../../../domain.ts';
import type { MigrationResult, SafeMigrationOptions } from '../../../transfer/backup/migrate.ts';
import type { BackupResult } from '../../../transfer/backup/write.ts';
import type { CommonOptions } from '../../common-options.ts';
import { chosenDomain, type DomainOptions } from '../../domain-option.ts';
import { printDocument, printNote } from '../../output.ts';
import { openSession } from '../../session.ts';
import { startSpinner } from '../../spinner.ts';
import { openTarget } from '../../target.ts';
import { backupDocument, describeBackup, shelfOfBackups } from './backups.ts';

export interface SafelyOptions extends DomainOptions, CommonOptions {
  readonly backup: boolean;
}

/** Adds `--no-backup`, for what changes the structure of tables that may have rows. */
export const withBackupOption = (command: Command): Command =>
  command.option('--no-backup', 'do not back up first where there are rows');

/** Runs `migrate` on the chosen database, and says on stderr which that is and where the backup is. */
export async function runSafely(
  options: SafelyOptions,
  migrate: (client: pg.Client, domain: Domain, options: SafeMigrationOptions) => Promise<MigrationResult>,
): Promise<MigrationResult & { readonly backup: BackupResult | undefined }> {
  const domain = await chosenDomain(options);
  const { url } = await openTarget(domain, options.database);
  printNote(maskedUrl(url));
  const client = await openSession(url);
  const spinner = startSpinner('starting', { quiet: options.json === true });
  let backup: BackupResult | undefined;
  try {
    const migrated = await migrate(client, domain, {
      ...(options.backup && { backups: shelfOfBackups() }),
      onProgress: (step, table) => {
        spinner.text = table === undefined ? step : `${step} ${table}`;
      },
      onBackup: (made) => {
        backup = made;
        spinner.stop();
        if (!options.json) printNote(describeBackup(made));
      },
    });
    return { ...migrated, backup };
  } finally {
    spinner.stop();
  }
}

/** Prints what has been done as one document. */
export const printSafely = ({
  names,
  lost,
  backup,
}: MigrationResult & { readonly backup: BackupResult | undefined }): void =>
  printDocument({ migrations: names, lost, backup: backup ? backupDocument(backup) : null });
