import type { Command } from 'commander';
import { closest, distance } from 'fastest-levenshtein';
import { detectSchema } from '../database/detect-schema.ts';
import type { Domain } from '../domain.ts';
import { domains as builtIn, mainDomain } from '../domains.ts';
import { hasCode, SeedbedError } from '../errors/error.ts';
import { databaseUrl } from './database-url.ts';
import { domainsOfProject } from './project.ts';
import { openSession } from './session.ts';
import { openExistingTarget } from './target.ts';

export interface DomainOptions {
  /** A name; whose it is, the configuration of the project says. */
  readonly domain?: string;
  readonly database?: string;
}

/**
 * Adds `--domain`, which every command has that no scenario tells whose tables it is about.
 *
 * @param otherwise which domain it is without it, before the main one
 */
export const withDomainOption = (command: Command, otherwise = 'that of the database, or else '): Command => {
  const names = builtIn.map(({ name }) => name).join(', ');
  return command.option(
    '--domain <name>',
    `whose tables: ${names}, or one of seedbed.config.ts (default: ${otherwise}the first of seedbed.config.ts, or else course)`,
  );
};

/**
 * The domain that a command is about: the named one, or that of the database, or else the main one of the project.
 *
 * @throws `unknown_domain`; what loading the configuration throws; what connecting throws, but not for a database
 * that the embedded server does not have yet
 */
export async function chosenDomain({ domain, database }: DomainOptions): Promise<Domain> {
  const domains = await domainsOfProject();
  if (domain !== undefined) return domainNamed(domain, domains);
  // Without any choice it is the database that is named after the main domain.
  if (databaseUrl() === undefined && database === undefined) return mainDomain(domains);
  return (
    (await heldDomain(domains, database)) ??
    domains.find(({ name }) => name === database) ??
    mainDomain(domains)
  );
}

/**
 * As `chosenDomain`, for what needs no database.
 *
 * @throws `unknown_domain`; what loading the configuration throws
 */
export async function namedDomain(name: string | undefined): Promise<Domain> {
  const domains = await domainsOfProject();
  return name === undefined ? mainDomain(domains) : domainNamed(name, domains);
}

/**
 * The domain of that name.
 *
 * @throws `unknown_domain` with the nearest name
 */
export function domainNamed(name: string, domains: readonly Domain[]): Domain {
  const found = domains.find((domain) => domain.name === name);
  if (found) return found;
  const names = domains.map((domain) => domain.name);
  const likest = closest(name, names);
  const nearest = distance(name, likest) <= 3 ? likest : undefined;
  throw new SeedbedError('unknown_domain', {
    message: `There is no domain '${name}'.${nearest === undefined ? '' : ` Did you mean '${nearest}'?`}`,
    hint: `The domains are: ${names.join(', ')}`,
    details: { domain: name, known: names },
  });
}

async function heldDomain(
  domains: readonly Domain[],
  database: string | undefined,
): Promise<Domain | undefined> {
  const { url, embedded } = await openExistingTarget(mainDomain(domains), database);
  try {
    return await detectSchema(await openSession(url), domains);
  } catch (error) {
    if (embedded && hasCode(error, 'database_missing')) return undefined;
    throw error;
  }
}
