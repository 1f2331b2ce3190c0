import { type Absence, absencesFrom } from '../database/absences.ts';
import { detectSchema } from '../database/detect-schema.ts';
import type { Domain } from '../domain.ts';
import { mainDomain } from '../domains.ts';
import { openSession } from './session.ts';

/** The domain whose tables are in a database, and what of them is not. */
export interface HeldDomain {
  readonly domain: Domain;
  readonly absences: readonly Absence[];
}

/** @throws `not_migrated` where there is no table of any */
export async function domainOf(url: string, domains: readonly Domain[]): Promise<HeldDomain> {
  const client = await openSession(url);
  const domain = (await detectSchema(client, domains)) ?? mainDomain(domains);
  return { domain, absences: await absencesFrom(client, domain) };
}
