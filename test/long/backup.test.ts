import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { course, domains, findScenario } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { edgeCases } from '../../src/seeders/course/edge-cases.ts';
import { seed } from '../../src/seeders/seed.ts';
import { readBackup } from '../../src/transfer/backup/manifest.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder } from '../support/project.ts';
import { startScript } from '../support/script.ts';
import { failAtEach } from '../transfer/backup/failing.ts';
import { killAt, moments, type Work } from '../transfer/backup/kills.ts';
import { restoreOlder } from '../transfer/backup/older.ts';
import { seeded } from '../transfer/backup/seeded.ts';

/** Of each domain, a scenario at a tenth of a million rows and at a million. */
const volumes: Readonly<Record<string, { scenario: string; parameters: (share: number) => object }>> = {
  course: {
    scenario: 'university',
    parameters: (share) => ({ users: 22_250 * share, courses: Math.ceil(89 * share) }),
  },
  boardroom: { scenario: 'boardroom/quarter', parameters: (share) => ({ rooms: 20_000 * share }) },
  practice: { scenario: 'practice/cohort', parameters: (share) => ({ learners: 43_000 * share }) },
  procurement: {
    scenario: 'procurement/quarter-end',
    parameters: (share) => ({ organisations: 6_400 * share }),
  },
};

// The memory is that of our own process, whatever the version of the server.
describe('a million rows', () => {
  it.each(domains)('of $name are backed up and restored in constant memory', async (domain) => {
    const { scenario: name, parameters } = volumes[domain.name] ?? { scenario: '', parameters: () => ({}) };
    const { scenario } = findScenario(name);
    const peaks: number[] = [];
    for (const share of [0.1, 1]) {
      const { client, url } = await freshDatabase({ template: domain.name });
      await seed(
        client,
        domain,
        scenario,
        { seed: 0, now: DEFAULT_NOW },
        { parameters: { ...parameters(share) } },
      );
      const target = await freshDatabase();
      const folder = temporaryFolder();
      // As much is moved either way, because that is what the garbage collector goes by.
      peaks.push(await peakOf(domain.name, url, target.url, folder, Math.round(1 / share)));
      const { rows } = await readBackup(join(folder, '0'));
      expect(rows).toBeGreaterThan(share * 950_000);
      expect(await datasetHash(target.client, domain)).toBe(await datasetHash(client, domain));
    }
    const [tenth = 0, whole = 0] = peaks;
    expect(whole).toBeLessThan(1.2 * tenth);
  });
});

/** The most memory of a process that backs up a database some times and restores another once, in megabytes. */
async function peakOf(
  domain: string,
  from: string,
  to: string,
  folder: string,
  times: number,
): Promise<number> {
  const child = startScript(
    `
    import { connect } from '$src/database/connect.ts';
    import { ${domain} } from '$src/domains.ts';
    import { restore } from '$src/transfer/backup/restore.ts';
    import { backUp } from '$src/transfer/backup/write.ts';
    const from = await connect(${JSON.stringify(from)});
    for (let i = 0; i < ${times}; i++) await backUp(from, ${domain}, ${JSON.stringify(folder)} + '/' + i);
    await from.end();
    const to = await connect(${JSON.stringify(to)});
    await restore(to, ${domain}, ${JSON.stringify(folder)} + '/0');
    await to.end();
    console.log(Math.round(process.resourceUsage().maxRSS / 1000));`,
    { cwd: temporaryFolder() },
  );
  if (!child.stdout) throw new Error('no output');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return Number(line);
}

const everyMoment = (Object.entries(moments) as [Work, number][]).flatMap(([work, count]) =>
  Array.from({ length: count }, (_, i) => [work, i + 1] as const),
);
it.each(everyMoment)('%s, killed at moment %i', killAt);

it('migrations of course that fail at any statement leave rows and structure as they were', async () => {
  const { client } = await seeded(course, edgeCases);
  const backups = join(temporaryFolder(), 'backups');
  expect(
    await failAtEach(client, course, 'down', backups, 'Migration20250901080600_content'),
  ).toBeGreaterThan(40);
  expect(await failAtEach(client, course, 'up', backups)).toBeGreaterThan(80);
});

it.each(servers)('a backup of course, three migrations behind, on PostgreSQL $version', ({ version }) =>
  restoreOlder(course, edgeCases, 3, version),
);
