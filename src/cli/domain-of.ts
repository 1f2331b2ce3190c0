import { requireColumns } from '../database/fitting-structure.ts';
import type { Domain } from '../domains.ts';
import { openSession } from './session.ts';

/**
 * The domain whose tables are in a database.
 *
 * @throws NotMigratedError, StructureMismatchError where there are none of any
 */
export async function domainOf(url: string, domains: readonly Domain[]): Promise<Domain> {
  const client = await openSession(url);
  let refusal: unknown;
  try {
    for (const domain of domains.toReversed()) {
      try {
        await requireColumns(client, domain);
        return domain;
      } catch (error) {
        refusal = error; // that of the first one, which comes with seedbed, is the one to tell
      }
    }
  } finally {
    await client.end();
  }
  throw refusal;
}
