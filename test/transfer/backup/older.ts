import { join } from 'node:path';
import type pg from 'pg';
import { expect } from 'vitest';
import { migrations } from '../../../src/database/migrate.ts';
import type { Domain } from '../../../src/domain.ts';
import type { Scenario } from '../../../src/seeders/scenario.ts';
import { migrateDownSafely, migrateUpSafely } from '../../../src/transfer/backup/migrate.ts';
import { restore } from '../../../src/transfer/backup/restore.ts';
import { backUp } from '../../../src/transfer/backup/write.ts';
import { freshDatabase } from '../../support/database.ts';
import { temporaryFolder } from '../../support/project.ts';
import { seeded } from './seeded.ts';
import { contentsOf, structureOf } from './state.ts';

/** Backs up a database that is some migrations behind, restores it, and migrates it up from there. */
export async function restoreOlder(
  domain: Domain,
  scenario: Scenario,
  behind: number,
  version: 15 | 18,
): Promise<void> {
  const stateOf = async (client: pg.Client) => ({
    contents: await contentsOf(client),
    structure: await structureOf(client, domain),
  });
  const { client, url } = await seeded(domain, scenario, version);
  const names = (await migrations(domain, url).status()).executed.map(({ name }) => name);
  await migrateDownSafely(client, domain, names.at(-1 - behind));
  const before = await stateOf(client);
  const { manifest, folder } = await backUp(client, domain, join(temporaryFolder(), 'older'));
  expect(manifest.migrations).toEqual(names.slice(0, -behind));

  const later = names.slice(-behind);
  for (const [template, moved] of [
    ['empty', { ran: manifest.migrations, reverted: [] }],
    [domain.name, { ran: [], reverted: later.toReversed() }],
  ] as const) {
    const { client: target, url: targetUrl } = await freshDatabase({ version, template });
    expect(await restore(target, domain, folder)).toEqual({ manifest, ...moved, verification: undefined });
    expect(await stateOf(target)).toEqual(before);
    expect((await migrateUpSafely(target, domain, undefined)).names).toEqual(later);
    expect((await migrations(domain, targetUrl).status()).pending).toEqual([]);
  }
}
