import type pg from 'pg';
import { expect } from 'vitest';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { readStructure } from '../../src/derive/read-structure.ts';
import type { DatabaseStructure } from '../../src/derive/structure.ts';
import type { Domain } from '../../src/domain.ts';
import { fullName } from '../../src/entities/table-name.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { type SeedResult, seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';

/** A database made of statements, and the domain that is derived from it. */
export interface DerivedDatabase {
  readonly url: string;
  readonly client: pg.Client;
  readonly structure: DatabaseStructure;
  readonly domain: Domain;
}

export async function derivedDatabase(sql: string, version: 15 | 18 = 18): Promise<DerivedDatabase> {
  const { url, client } = await freshDatabase({ version });
  await client.query(sql);
  const structure = await readStructure(url);
  return { url, client, structure, domain: deriveDomain({ name: 'stranger', structure }) };
}

/** Seeds the sample, and requires that no row breaks a rule. */
export async function seedSample(
  { client, domain }: Pick<DerivedDatabase, 'client' | 'domain'>,
  parameters: Readonly<Record<string, number>> = {},
): Promise<SeedResult> {
  const [sample] = domain.scenarios;
  if (!sample) throw new Error('a derived domain has a sample');
  const seeded = await seed(client, domain, sample, { seed: 1, now: DEFAULT_NOW }, { parameters });
  expect((await verify(client, domain, { all: true })).violations).toEqual([]);
  return seeded;
}

/** The number of rows of each table. */
export async function counts({ client, structure }: DerivedDatabase): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name } of structure.tables) {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from ${fullName(name)}`,
    );
    found[name] = rows[0]?.count ?? 0;
  }
  return found;
}
