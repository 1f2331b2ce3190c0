import { connectPinned } from '../database/connect.ts';
import { migrations } from '../database/migrate.ts';
import type { Domain } from '../domain.ts';
import type { Origin } from '../random/address.ts';
import type { Scenario } from '../seeders/scenario.ts';
import { seed } from '../seeders/seed.ts';
import { makeStructure, type Structure } from './structure.ts';

/** What a template holds besides its tables. */
export interface Content {
  readonly scenario: Scenario;
  readonly parameters: Readonly<Record<string, unknown>>;
}

interface Wanted {
  readonly content: Content | undefined;
  readonly structure: Structure | undefined;
}

/** Migrates a new database, or gives it another structure, and seeds it where it is to hold a scenario. */
export async function fill(
  url: string,
  domain: Domain,
  { content, structure }: Wanted,
  origin: Origin,
): Promise<void> {
  if (structure) await makeStructure(url, structure);
  else await migrations(domain, url).up();
  if (!content) return;
  const { scenario, parameters } = content;
  const client = await connectPinned(url);
  try {
    await seed(client, domain, scenario, origin, { parameters });
  } finally {
    await client.end();
  }
}
