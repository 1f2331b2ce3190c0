import { ownClient, type PgClient } from '../database/given-connection.ts';
import { requireFit } from '../load/fit.ts';
import { stayingRows } from '../load/staying.ts';
import type { Origin } from '../random/address.ts';
import { type ForeignCheck, foreignChecks } from '../rules/foreign-checks.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { requireEmpty } from './fill.ts';
import { type Plan, plan } from './plan.ts';
import type { Scenario } from './scenario.ts';

/** What would be written into a database. */
export interface Preview extends Plan {
  /** What the database demands beside the rules of the domain, and may refuse rows for. */
  readonly checks: readonly ForeignCheck[];
}

/**
 * Says what `seed` would write into an empty database, and writes nothing: what would be refused because of columns or
 * rows that are there is refused here too, and the checks that only the database knows are listed.
 *
 * @throws `unknown_parameter`, `bad_parameter`, `not_migrated`, `structure_mismatch`, `data_present`
 * @example (await previewSeed(client, course, classroom, { seed: 0, now: DEFAULT_NOW })).checks
 */
export async function previewSeed(
  connection: PgClient,
  domain: RuledSchema,
  scenario: Scenario,
  origin: Origin,
  options: { readonly parameters?: Readonly<Record<string, unknown>>; readonly whenNotEmpty?: string } = {},
): Promise<Preview> {
  const client = ownClient(connection);
  const planned = plan(domain, scenario, options.parameters ?? {}, origin);
  const own = client.getTransactionStatus() === 'I';
  if (own) await client.query('begin read only');
  try {
    await requireFit(client, domain, () => scenario.parts(origin, planned.parameters));
    await requireEmpty(client, domain, await stayingRows(client, domain), options.whenNotEmpty);
    return { ...planned, checks: await foreignChecks(client, domain) };
  } finally {
    // On a lost connection there is nothing to end.
    if (own) await client.query('rollback').catch(() => {});
  }
}
