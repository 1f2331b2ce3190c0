import type pg from 'pg';
import { sumOfHashes } from '../load/files/digest.ts';
import { DigestSink } from '../load/files/digest-sink.ts';
import { lookupRows, type RowKeys, together } from '../load/staying.ts';
import { tablesOf } from '../load/table.ts';
import type { Origin } from '../random/address.ts';
import type { RuledSchema } from '../rules/rule.ts';
import type { SeedStep } from '../seeders/fill.ts';
import type { Scenario } from '../seeders/scenario.ts';
import { type SeedResult, seed } from '../seeders/seed.ts';
import type { Author } from './author.ts';
import type { Label } from './label.ts';

/** What a reset does now. */
export type ResetStep = 'making a database beside' | SeedStep | 'keeping the old rows' | 'swapping';

/** What is to stand in a database. */
export interface Job {
  readonly domain: RuledSchema;
  readonly scenario: Scenario;
  readonly origin: Origin;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly author: Author;
  /** Rows of the domain's tables that stay, beside its lookup rows. */
  readonly baseline: RowKeys;
  /** Makes sure once more that the database may be replaced, and with what label. */
  readonly requireConsent: (client: pg.Client) => Promise<Label | undefined>;
  /** When it began, by the server's clock, in seconds. */
  readonly began: number;
  readonly onProgress: (step: ResetStep, rows: number) => void;
}

/** What a scenario came to. */
export interface HashedSeedResult extends SeedResult {
  /** The sum of the hashes of its tables, as `seedbed manifest` has them; null where a trigger has changed a value. */
  readonly hash: string | null;
}

/** Seeds the scenario into tables that are empty but for what stays, in the transaction that is open or in one of its own. */
export async function make(
  client: pg.Client,
  { domain, scenario, origin, parameters, baseline, onProgress }: Job,
  load?: 'live',
): Promise<HashedSeedResult> {
  const digests = new DigestSink(tablesOf(domain));
  const seeded = await seed(client, domain, scenario, origin, {
    parameters,
    ...(load && { load }),
    compare: true,
    staying: together(lookupRows(domain), baseline),
    onText: (table, text) => digests.take(table, text),
    onProgress,
  });
  const hash = sumOfHashes(digests.digests.map(({ digest }) => digest.hash));
  return { ...seeded, hash: seeded.change === null ? hash : null };
}
