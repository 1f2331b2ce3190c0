import type { Command } from 'commander';
import { type Migrations, migrations } from '../../../database/migrate.ts';
import { maskedUrl } from '../../../database/url.ts';
import { withDatabaseOption } from '../../database-option.ts';
import { chosenDomain, type DomainOptions, withDomainOption } from '../../domain-option.ts';
import { printNote } from '../../output.ts';
import { openTarget } from '../../target.ts';

/** Adds the options of a command that is about the migrations of one domain on one database. */
export const withMigrationsOptions = (command: Command): Command =>
  withDomainOption(withDatabaseOption(command));

/** The migrations of the chosen domain on the chosen database, which is named on stderr. */
export async function openMigrations(options: DomainOptions): Promise<Migrations> {
  const domain = await chosenDomain(options);
  const { url } = await openTarget(domain, options.database);
  printNote(maskedUrl(url));
  return migrations(domain, url);
}
