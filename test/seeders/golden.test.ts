import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Domain } from '../../src/domain.ts';
import { boardroom, course, domains, practice, procurement } from '../../src/domains.ts';
import { sumOfHashes } from '../../src/load/files/digest.ts';
import type { Origin } from '../../src/random/address.ts';
import { DEFAULT_AT, WEEK } from '../../src/random/clock.ts';
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

const origin: Origin = { seed: 0, at: DEFAULT_AT };

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
    hash: 'f0a8b50e677a1eee1d5d13848779d671a2ef74dd3a4cabcef3abf9f61ebf8464',
    sum: '8697c3bbe337f3dd774cb1a27008c230',
  },
  {
    scenario: classroom,
    hash: '5d116a937c4889e71accd77476214ca8178eaa974a195667e96491d9a6322c95',
    sum: 'f1fa707613f8f6b51a5562bc03212e28',
  },
  {
    scenario: lectureHall,
    hash: 'b92b8eaa8cfac7f94c489af8351cf005480b4d889e2410f35657494e758f1e95',
    sum: '71c86aaa500153bdb45a810c8a1658ec',
  },
  {
    scenario: semester,
    parameters: { students: 60, weeks: 6 },
    hash: 'c2d0c41a0419d5daadea8ce3d741c74ea44c10d43d77fc33c4c3b4a955405015',
    sum: 'a217b574f4064cedc2d45a24e5d2d75b',
  },
  {
    scenario: university,
    parameters: { users: 1_000, courses: 3, students: 20, tasks: 2 },
    hash: '40d9811a61e3093c549f5bbcf9819f8db7185788c593817d64b95d5891942d88',
    sum: 'bc053695abe0b08fe2768685a293a8cd',
  },
  {
    scenario: edgeCases,
    hash: '5876f21e22f937cd5004af33007ca248d2e2ca8166e9caa8085d27523d23993e',
    sum: '960cb50b2116bdf30f94b9df83873e6c',
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
    hash: '83dd72f882a29b0e507c17b73b3e27779de52177258c1aca2e4a65a4b48b0c6b',
    sum: 'f7938c3a88183622c21326e8410b5f12',
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
    hash: '0c4de6e6871e9eb2ac9e5141e9aaafd3d91552f138cf80adefd971ef470062e3',
    sum: '10f2e0df249ba53dd8c3c2234ad9eb60',
  },
  {
    domain: procurement,
    scenario: procurementMinimal,
    hash: '350e1ea93541f8f7f4fe1d8e8471c73ba8c8eb53fbf8a659e3c948c04e5cb52f',
    sum: '28a467981a9c194205d037bebaf0b71b',
  },
  {
    domain: procurement,
    scenario: quarterEnd,
    hash: 'c1f187e9105c5d191323832502415a0a8797d4e7a0df23ffef2d0f85e4a7c12d',
    sum: 'c33ef8b60f115d228cd8a53890b78daa',
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

  // What has this many rows is loaded on 15 in the long suite.
  const enough = scenario === lectureHall ? servers.filter(({ version }) => version === 18) : servers;
  test.each(enough)('is the same on PostgreSQL $version', async ({ version }) => {
    expect(await hashOf(scenario, { domain, version, options: { parameters } })).toBe(hash);
  });

  test('is another one with another seed', async () => {
    expect(await sumOf(one, { ...origin, seed: 1 })).not.toBe(sum);
    expect(await sumOf(one, { ...origin, seed: '0' })).not.toBe(sum);
  });

  test('is another one at another time', async () => {
    const at = new Date(DEFAULT_AT.getTime() + WEEK);
    expect(await sumOf(one, { ...origin, at })).not.toBe(sum);
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
