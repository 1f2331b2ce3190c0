import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Domain } from '../../src/domain.ts';
import { boardroom, course, domains, practice, procurement } from '../../src/domains.ts';
import { sumOfHashes } from '../../src/load/files/digest.ts';
import type { Origin } from '../../src/random/address.ts';
import { DEFAULT_NOW, WEEK } from '../../src/random/clock.ts';
import { minimal as boardroomMinimal } from '../../src/seeders/boardroom/minimal.ts';
import { quarter } from '../../src/seeders/boardroom/quarter.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { edgeCases } from '../../src/seeders/course/edge-cases.ts';
import { lectureHall } from '../../src/seeders/course/lecture-hall.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { semester } from '../../src/seeders/course/semester.ts';
import { university } from '../../src/seeders/course/university.ts';
import { manifestOf } from '../../src/seeders/manifest.ts';
import { cohort } from '../../src/seeders/practice/cohort.ts';
import { minimal as practiceMinimal } from '../../src/seeders/practice/minimal.ts';
import { minimal as procurementMinimal } from '../../src/seeders/procurement/minimal.ts';
import { quarterEnd } from '../../src/seeders/procurement/quarter-end.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { type SeedOptions, seed } from '../../src/seeders/seed.ts';
import { terms } from '../load/terms.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';

const origin: Origin = { seed: 0, now: DEFAULT_NOW };

interface Golden {
  readonly domain?: Domain;
  readonly scenario: Scenario;
  /** Of those that have more rows than a test can wait for. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly hash: string;
  /** Of its manifest, all tables added up. */
  readonly sum: string;
}

/**
 * What the scenarios with their default parameters (or those given here, where the default is for the long
 * suite), seed 0 and the default reference time come to.
 *
 * A change of these numbers is a change of everybody's data: it belongs in the changelog. To renew them run
 * `npx vitest run test/seeders/golden.test.ts` and take the hashes that the first tests report as received.
 */
const golden: readonly Golden[] = [
  {
    scenario: minimal,
    hash: 'eb93a8e9e8b783be182abec45d1f51a669109ad02a48a95cd5360a70e8dbe80c',
    sum: '41bb1199b4ff8df2521e340c4011dae7',
  },
  {
    scenario: classroom,
    hash: '2ec9153a110539e8f85bd208dc925157ab9bfc07800c58c69158ff53891e0b13',
    sum: '452935c61a21bd049f061921e47c5b7e',
  },
  {
    scenario: lectureHall,
    hash: 'e9f62771c80d6bb7af0d658a6d4c0f5d210caa221fc3896159d30ea7402e0f16',
    sum: '7d03fc6ec0de657932cad70ab86d5158',
  },
  {
    scenario: semester,
    parameters: { students: 60, weeks: 6 },
    hash: '444fe3badebeb389fac6b6729728e6913b019da4bba208a5f8adc1cecfd9c0a9',
    sum: 'e7042ef53dc90a6ee36c7ee2b1f125c9',
  },
  {
    scenario: university,
    parameters: { users: 1_000, courses: 3, students: 20, tasks: 2 },
    hash: 'b5de24536ce006ccf89328b4f4790feb8fa45f483279b1f94a8cd2f32a8f56b8',
    sum: 'bd6c24f04303491098bd219394f35137',
  },
  {
    scenario: edgeCases,
    hash: '1e31ac97fde1303716187688e0b71a8fdb123bee2146191b33137358f635f412',
    sum: 'b17ada190d739d9c3188f87017c65941',
  },
  {
    domain: boardroom,
    scenario: boardroomMinimal,
    hash: 'a43949bf067715d0f505eb09c1a5bee467b923c28e532f015ed3e8783885217e',
    sum: 'f95b734a57023a47b7e1ebeac1d9628a',
  },
  {
    domain: boardroom,
    scenario: quarter,
    hash: '527b4517772de8f047f4b77b9c6038ed973641313375d32e9dd5e991dbaf814e',
    sum: '47b06f42b0661ed00cae72d2bb2db4de',
  },
  {
    domain: practice,
    scenario: practiceMinimal,
    hash: 'd6a88da784b1db7607c3638293e8370e72bf09029bdd7d384458d17f761ba28f',
    sum: '3980ec85f00f95e5d240e11209dc81da',
  },
  {
    domain: practice,
    scenario: cohort,
    hash: '32c198c93048ec677b6d5dd68f84774b2105b486a2a86dded6086e2b96989df8',
    sum: '3b2ead08855283c93107e704a7735e81',
  },
  {
    domain: procurement,
    scenario: procurementMinimal,
    hash: '4ed0c60ba5f9e3853acfd897db7933ff3ac1a2fa3647bd57e53d54b47e9b89c4',
    sum: '0af8c8a18da4ff227f7725eb673d4035',
  },
  {
    domain: procurement,
    scenario: quarterEnd,
    hash: 'fdc3a627aab8ee9b280819888871f9a30ee87ac293c15034a0f170d631b9cbb2',
    sum: '1417fad4da122f203be9cd0b77882407',
  },
];

interface Run {
  readonly domain?: Domain;
  readonly version?: 15 | 18;
  readonly options?: SeedOptions;
  /** Run in the database first. */
  readonly settings?: string;
}

async function sumOf({ domain = course, scenario, parameters = {} }: Golden, at: Origin): Promise<string> {
  const { tables } = await manifestOf(domain, scenario, parameters, at);
  return sumOfHashes(Object.values(tables).map((table) => table.hash));
}

async function hashOf(scenario: Scenario, { domain = course, version = 18, options, settings }: Run = {}) {
  const { client } = await freshDatabase({ version, template: domain.name });
  if (settings !== undefined) await client.query(settings);
  await seed(client, domain, scenario, origin, options);
  return await datasetHash(client, domain);
}

test('every scenario has its hash', () => {
  const all = domains.flatMap(({ scenarios }) => scenarios);
  expect(golden.map(({ scenario }) => scenario)).toEqual(all);
});

describe.each(golden)('$domain.name $scenario.name', (one) => {
  const { domain = course, scenario, hash, sum, parameters = {} } = one;

  test('has its sum in the manifest', async () => {
    expect(await sumOf(one, origin)).toBe(sum);
  });

  test.each(servers)('is the same on PostgreSQL $version', async ({ version }) => {
    expect(await hashOf(scenario, { domain, version, options: { parameters } })).toBe(hash);
  });

  test('is another one with another seed', async () => {
    expect(await sumOf(one, { ...origin, seed: 1 })).not.toBe(sum);
    expect(await sumOf(one, { ...origin, seed: '0' })).not.toBe(sum);
  });

  test('is another one at another time', async () => {
    const now = new Date(DEFAULT_NOW.getTime() + WEEK);
    expect(await sumOf(one, { ...origin, now })).not.toBe(sum);
  });
});

describe.each(golden.filter(({ scenario }) => scenario === classroom))(
  '$scenario.name',
  ({ scenario, hash }) => {
    test('is the same a second time in one process', async () => {
      expect(await hashOf(scenario)).toBe(hash);
    });

    test('is the same in a session with other settings', async () => {
      const settings = `set timezone = 'Asia/Kathmandu'; set datestyle = 'SQL, DMY'; set extra_float_digits = 0;
      set intervalstyle = 'sql_standard'; set ctutor.preserve_timestamps = 'off'`;
      expect(await hashOf(scenario, { settings })).toBe(hash);
    });

    test.each<{ env: Record<string, string>; seen: string }>([
      { env: { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'C' }, seen: '5:30 1,234.5' },
      { env: { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }, seen: '20:30 1.234,5' },
    ])('is the same in a process with $env', async ({ env, seen }) => {
      const { client, url } = await freshDatabase({ template: 'course' });
      const program = fileURLToPath(new URL('seed-in-child.ts', import.meta.url));
      const parameters = ['--disable-warning=ExperimentalWarning', program, url, scenario.name];
      const { stdout } = await promisify(execFile)(process.execPath, parameters, {
        env: { ...process.env, ...env },
      });
      expect(stdout).toBe(seen);
      expect(await datasetHash(client, course)).toBe(hash);
    });
  },
);

test('a dataset of many parts does not depend on the batch size', async () => {
  const hashes = await Promise.all(
    [1, 7, 20_000, undefined].map((batch) =>
      hashOf(terms, { options: batch === undefined ? {} : { batch, parameters: { courses: 40 } } }),
    ),
  );
  // The last one has the default of 6 courses: equal hashes come from equal data.
  expect(hashes[1]).toBe(hashes[0]);
  expect(hashes[2]).toBe(hashes[0]);
  expect(hashes[3]).not.toBe(hashes[0]);
});

describe('the hash', () => {
  test.each([
    `update "user" set given_name = 'Someone' where fs_number = 1`,
    `update result set result = result + 1e-15`,
    `update "user" set created_at = created_at + interval '1 microsecond' where fs_number = 1`,
    `update profile set nickname = null where id = (select min(id::text)::uuid from profile)`,
    `delete from codeability_message_read`,
    `update course_role set title = 'Learner' where id = '_student'`,
  ])('sees: %s', async (statement) => {
    const { client } = await freshDatabase({ template: 'course' });
    await seed(client, course, minimal, origin);
    const before = await datasetHash(client, course);
    await client.query(`begin; set local ctutor.preserve_timestamps = 'on'; ${statement}; commit`);
    expect(await datasetHash(client, course)).not.toBe(before);
  });
});
