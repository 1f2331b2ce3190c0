import type pg from 'pg';
import { sumOfHashes } from '../load/files/digest.ts';
import { DigestSink } from '../load/files/digest-sink.ts';
import { lookupRows, type RowKeys, together } from '../load/staying.ts';
import { tablesOf } from '../load/table.ts';
import type { RuledSchema } from '../rules/rule.ts';
import type { SeedStep } from '../seeders/fill.ts';
import { type Dataset, type SeedResult, seedDataset } from '../seeders/seed.ts';
import type { Author } from './author.ts';

/** What a reset does now. */
export type ResetStep = 'making a database beside' | SeedStep | 'keeping the old rows' | 'swapping';

/** The dataset that a database is to hold, and what the reset needs to know. */
export interface Job extends Dataset {
  readonly domain: RuledSchema;
  readonly author: Author;
  /** Rows of the domain's tables that stay, beside its lookup rows. */
  readonly baseline: RowKeys;
  /** Whether the database is on the embedded server, which needs no label. */
  readonly embedded: boolean;
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
export async function make(client: pg.Client, job: Job, load?: 'live'): Promise<HashedSeedResult> {
  const { domain, baseline, onProgress } = job;
  const digests = new DigestSink(tablesOf(domain));
  const seeded = await seedDataset(client, domain, job, {
    ...(load && { load }),
    compare: true,
    staying: together(lookupRows(domain), baseline),
    onText: (table, text) => digests.take(table, text),
    onProgress,
  });
  const hash = sumOfHashes(digests.digests.map(({ digest }) => digest.hash));
  return { ...seeded, hash: seeded.change === null ? hash : null };
}
