import { requireColumns } from '../database/fitting-structure.ts';
import { heldSchema } from '../database/held-schema.ts';
import type { Domain } from '../domain.ts';
import { mainDomain } from '../domains.ts';
import { openSession } from './session.ts';

/**
 * The domain whose tables are in a database.
 *
 * @throws `not_migrated`, `structure_mismatch` where there are none of any
 */
export async function domainOf(url: string, domains: readonly Domain[]): Promise<Domain> {
  const client = await openSession(url);
  try {
    const domain = (await heldSchema(client, domains)) ?? mainDomain(domains);
    await requireColumns(client, domain);
    return domain;
  } finally {
    await client.end();
  }
}
