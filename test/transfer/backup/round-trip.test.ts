import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { course, domains, findScenario } from '../../../src/domains.ts';
import { tablesOf } from '../../../src/load/table.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { restore } from '../../../src/transfer/backup/restore.ts';
import { backUp } from '../../../src/transfer/backup/write.ts';
import { everyServer, freshDatabase } from '../../support/database.ts';
import { temporaryFolder } from '../../support/project.ts';
import { contentsOf, structureOf } from './state.ts';

/** Of each domain, a scenario that has rows in every table. */
const scenarios: Readonly<Record<string, string>> = {
  course: 'edge-cases',
  boardroom: 'boardroom/minimal',
  practice: 'practice/minimal',
  procurement: 'procurement/minimal',
};

describe.each(everyServer)('a backup from PostgreSQL $version', ({ version }) => {
  it.each(domains)('of $name brings back every table, value and sequence', async (domain) => {
    const { client } = await freshDatabase({ version, template: domain.name });
    const { scenario } = findScenario(scenarios[domain.name] ?? '');
    await seed(client, domain, scenario, { seed: 0, now: DEFAULT_NOW });
    const before = await contentsOf(client);
    const { manifest, others, folder } = await backUp(client, domain, join(temporaryFolder(), 'backup'));
    expect(others).toEqual([]);
    expect(Object.keys(manifest.tables)).toEqual(tablesOf(domain).map(({ name }) => name));
    for (const [name, { rows }] of Object.entries(manifest.tables)) expect(rows, name).toBeGreaterThan(0);

    // From one version into another where the values are the oddest.
    for (const { version: other } of domain === course ? everyServer : [{ version }]) {
      const { client: target } = await freshDatabase({ version: other });
      const { ran, verification } = await restore(target, domain, folder);
      expect(ran).toEqual(manifest.migrations);
      expect(verification?.violations).toEqual([]);
      expect(await contentsOf(target)).toEqual(before);
      const { client: usual } = await freshDatabase({ version: other, template: domain.name });
      expect(await structureOf(target, domain)).toBe(await structureOf(usual, domain));
      // The same rows in the same order, byte for byte.
      const { manifest: again } = await backUp(target, domain, join(temporaryFolder(), 'backup'));
      expect(again.tables).toEqual(manifest.tables);
      expect(again.sequences).toEqual(manifest.sequences);
    }
  });
});
