import type { Command } from 'commander';
import { closest, distance } from 'fastest-levenshtein';
import { heldSchema } from '../database/held-schema.ts';
import { course, type Domain, domains } from '../domains.ts';
import { DatabaseMissingError } from '../errors/database-missing.ts';
import { UnknownDomainError } from '../errors/unknown-domain.ts';
import { databaseUrl } from './database-url.ts';
import { openSession } from './session.ts';
import { openExistingTarget } from './target.ts';

export interface DomainOptions {
  readonly domain?: Domain;
  readonly database?: string;
}

/**
 * Adds `--domain`, which every command has that no scenario tells whose tables it is about. An unknown name is an
 * UnknownDomainError.
 *
 * @param otherwise which domain it is without it
 */
export const withDomainOption = (
  command: Command,
  otherwise = 'that of the database, or else course',
): Command => {
  const names = domains.map(({ name }) => name).join(', ');
  const description = `whose tables: ${names} (default: ${otherwise})`;
  return command.option('--domain <name>', description, domainNamed);
};

/**
 * The domain that a command is about: the named one, or that of the database, or else the main one.
 *
 * @throws what connecting throws, but not for a database that the embedded server does not have yet
 */
export async function chosenDomain({ domain, database }: DomainOptions): Promise<Domain> {
  if (domain) return domain;
  // Without any choice it is the database that is named after the main domain.
  if (databaseUrl() === undefined && database === undefined) return course;
  return (await heldDomain(database)) ?? domains.find(({ name }) => name === database) ?? course;
}

function domainNamed(name: string): Domain {
  const found = domains.find((domain) => domain.name === name);
  if (found) return found;
  const names = domains.map((domain) => domain.name);
  const nearest = closest(name, names);
  throw new UnknownDomainError(name, names, distance(name, nearest) <= 3 ? nearest : undefined);
}

async function heldDomain(database: string | undefined): Promise<Domain | undefined> {
  const { url, embedded } = await openExistingTarget(course, database);
  try {
    const client = await openSession(url);
    return await heldSchema(client, domains).finally(() => client.end());
  } catch (error) {
    if (embedded && error instanceof DatabaseMissingError) return undefined;
    throw error;
  }
}
