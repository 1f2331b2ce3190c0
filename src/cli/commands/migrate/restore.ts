import type { Command } from 'commander';
import { maskedUrl } from '../../../database/url.ts';
import { counted } from '../../../errors/format.ts';
import { readBackup } from '../../../transfer/backup/manifest.ts';
import { type RestoreResult, restore } from '../../../transfer/backup/restore.ts';
import { backupUnfit } from '../../../transfer/backup/unfit.ts';
import type { CommonOptions } from '../../common-options.ts';
import { withDatabaseOption } from '../../database-option.ts';
import { columnsOr, exitWith, print, printDocument, printNote } from '../../output.ts';
import { domainsOfProject } from '../../project.ts';
import { openSession } from '../../session.ts';
import { startSpinner } from '../../spinner.ts';
import { openTarget } from '../../target.ts';
import { renderViolations, violationDocument } from '../../violations.ts';

/** `seedbed migrate restore`: what `seedbed migrate backup`, up or down has written. */
export function addRestoreCommand(migrate: Command): void {
  withDatabaseOption(migrate.command('restore <folder>'))
    .description(
      'bring an empty database to the migrations of a backup and fill it with its rows; exit 1 where these break a rule',
    )
    .action(runRestore);
}

async function runRestore(
  folder: string,
  { database, json = false }: CommonOptions & { readonly database?: string },
): Promise<void> {
  const { domain: name } = await readBackup(folder);
  const domain = (await domainsOfProject()).find((one) => one.name === name);
  if (!domain) {
    const hint = 'Restore it in the project whose seedbed.config.ts has that domain.';
    throw backupUnfit(folder, `it is of the domain '${name}', which is not one of this project`, hint);
  }
  const { url } = await openTarget(domain, database);
  printNote(maskedUrl(url));
  const client = await openSession(url);
  const spinner = startSpinner('starting', { quiet: json });
  try {
    const restored = await restore(client, domain, folder, {
      onProgress: (step, table) => {
        spinner.text = table === undefined ? step : `${step} of ${table}`;
      },
    });
    spinner.stop();
    if (json) printRestored(restored);
    else printOutcome(restored);
  } finally {
    spinner.stop();
  }
}

function printRestored({ manifest, ran, reverted, verification }: RestoreResult): void {
  const violations = verification?.violations ?? [];
  if (violations.length > 0) exitWith(1);
  const { rows, database, at } = manifest;
  const tables = Object.keys(manifest.tables);
  printDocument({ rows, tables, database, at, ran, reverted, violations: violations.map(violationDocument) });
}

function printOutcome({ manifest, verification }: RestoreResult): void {
  const rows = counted(manifest.rows, 'row');
  const tables = counted(Object.keys(manifest.tables).length, 'table');
  const version = manifest.migrations.at(-1);
  print(`Restored ${rows} of ${tables}, as they were in '${manifest.database}' on ${manifest.at}.`);
  if (version !== undefined) print(`The last migration that has run is ${version}.`);
  const violations = verification?.violations ?? [];
  if (violations.length === 0) return;
  exitWith(1);
  print(
    `\nThese rows broke a rule already when the backup was made:\n\n${renderViolations(violations, columnsOr(80))}`,
  );
}
