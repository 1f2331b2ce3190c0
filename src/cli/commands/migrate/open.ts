import type { Command } from 'commander';
import { statusIn } from '../../../database/migrate.ts';
import type { MigrationStatus } from '../../../database/migration-status.ts';
import { maskedUrl } from '../../../database/url.ts';
import type { Domain } from '../../../domain.ts';
import { withDatabaseOption } from '../../database-option.ts';
import { chosenDomain, type DomainOptions, withDomainOption } from '../../domain-option.ts';
import { printNote } from '../../output.ts';
import { openSession } from '../../session.ts';
import { openTarget } from '../../target.ts';

/** Adds the options of a command that is about the migrations of one domain on one database. */
export const withMigrationsOptions = (command: Command): Command =>
  withDomainOption(withDatabaseOption(command));

/** The chosen domain and the chosen database, which is named on stderr. */
export async function openChosen(
  options: DomainOptions,
): Promise<{ readonly domain: Domain; readonly url: string }> {
  const domain = await chosenDomain(options);
  const { url } = await openTarget(domain, options.database);
  printNote(maskedUrl(url));
  return { domain, url };
}

/** Which migrations have run there, and which have not. */
export async function statusOf(options: DomainOptions): Promise<MigrationStatus> {
  const { domain, url } = await openChosen(options);
  return await statusIn(await openSession(url), domain);
}
