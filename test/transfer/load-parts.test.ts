import { appendFileSync, cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { university } from '../../src/seeders/course/university.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import type { PartManifest } from '../../src/transfer/part.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { type WriteOptions, writePart } from '../../src/transfer/write.ts';
import { library } from '../domains/toy/library.ts';
import { stateOf } from '../seeders/state.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder } from '../support/project.ts';

const origin = { seed: 2, now: DEFAULT_NOW };
const parameters = { users: 2_100, courses: 4, students: 10, tasks: 2 };
const OF = 3;
const formats = ['text', 'csv'] as const;

const root = temporaryFolder();
const partIn = (folder: string, number: number, of = OF) => join(folder, `part-${number}-of-${of}`);

async function writeParts(folder: string, options: WriteOptions = {}, from = origin, of = OF): Promise<void> {
  for (let number = 1; number <= of; number++) {
    await writePart(partIn(folder, number, of), course, university, from, {
      parameters,
      shard: { number, of },
      ...options,
    });
  }
}

/** Parts of one's own to spoil. */
function copyOf(folder: string): string {
  const copy = join(temporaryFolder(), 'parts');
  cpSync(join(root, folder), copy, { recursive: true });
  return copy;
}

const emptyDatabase = async (version: 15 | 18 = 18): Promise<pg.Client> =>
  (await freshDatabase({ version, template: 'course' })).client;

const loadFrom = async (client: pg.Client, ...folders: readonly string[]) =>
  await loadParts(client, course, await readParts(folders));

beforeAll(async () => {
  for (const format of formats) await writeParts(join(root, format), { format });
});

describe.each(servers)('on PostgreSQL $version', ({ version }) => {
  test.each(formats)('parts of %s come to what a seed makes, by a rebuild and live', async (format) => {
    const seeded = await emptyDatabase(version);
    const { rows } = await seed(seeded, course, university, origin, { parameters });
    const hash = await datasetHash(seeded, course);
    const parts = await readParts([join(root, format)]);
    for (const mode of ['rebuild', 'live'] as const) {
      const client = await emptyDatabase(version);
      const heard: number[] = [];
      const loaded = await loadParts(client, course, parts, {
        load: mode,
        onProgress: (step, so) => step === 'writing rows' && heard.push(so),
      });
      expect(loaded).toEqual({ mode, rows, obstacles: [], rewritten: [] });
      expect(await datasetHash(client, course)).toBe(hash);
      expect(heard.length).toBeGreaterThan(10);
      expect(heard).toEqual([...heard].sort((a, b) => a - b));
      expect(heard.at(-1)).toBe(rows);
    }
  });

  test('the next user gets a number of their own', async () => {
    const client = await emptyDatabase(version);
    await loadFrom(client, join(root, 'text'));
    const { rows } = await client.query(`insert into "user" (given_name) values ('Ada') returning fs_number`);
    const { rows: highest } = await client.query('select max(fs_number) from "user"');
    expect(rows[0].fs_number).toBe(highest[0].max);
  });

  test.each(formats)('a byte that has changed in %s is found, and nothing is written', async (format) => {
    const client = await emptyDatabase(version);
    const before = await stateOf(client);
    for (const table of ['01-user', '26-result']) {
      const folder = copyOf(format);
      const path = join(partIn(folder, 2), `${table}.${format === 'csv' ? 'csv' : 'copy'}`);
      const bytes = readFileSync(path);
      const last = bytes.length - 2;
      bytes[last] = (bytes[last] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      const outcome = loadFrom(client, folder);
      await expect(outcome).rejects.toMatchObject({ code: 'part_damaged' });
      await expect(outcome).rejects.toThrow(`${table}.`);
      expect(await stateOf(client)).toEqual(before);
    }
  });
});

test('parts are found in one folder, in several, and one by one in any order', async () => {
  const numbers = async (...folders: readonly string[]) =>
    (await readParts(folders)).map(({ manifest }) => manifest.shard.number);
  const folder = join(root, 'text');
  const elsewhere = join(temporaryFolder(), 'others');
  cpSync(partIn(folder, 1), partIn(elsewhere, 1), { recursive: true });
  expect(await numbers(folder)).toEqual([1, 2, 3]);
  expect(await numbers(partIn(folder, 3), partIn(folder, 1), partIn(folder, 2))).toEqual([1, 2, 3]);
  expect(await numbers(partIn(folder, 3), elsewhere, partIn(folder, 2))).toEqual([1, 2, 3]);
});

test('a dataset of one part, and one with more parts than units, are loaded too', async () => {
  const whole = join(temporaryFolder(), 'whole');
  await writePart(whole, course, minimal, origin);
  const client = await emptyDatabase();
  expect(await loadFrom(client, whole)).toMatchObject({ rows: 27, mode: 'live' });
  const folder = temporaryFolder();
  await writeParts(folder, {}, origin, 9);
  expect(await readParts([folder])).toHaveLength(9);
  expect((await loadFrom(await emptyDatabase(), folder)).rows).toBeGreaterThan(8_000);
});

describe('parts are refused', () => {
  test('when one is missing, or is not complete', async () => {
    const folder = copyOf('text');
    rmSync(join(partIn(folder, 2), 'manifest.json'));
    const outcome = readParts([folder]);
    await expect(outcome).rejects.toMatchObject({ code: 'parts_missing' });
    await expect(outcome).rejects.toThrow('1 of 3 parts are missing: 2/3.');
  });

  test('when there are none', async () => {
    await expect(readParts([temporaryFolder()])).rejects.toMatchObject({ code: 'dataset_missing' });
    await expect(readParts([join(root, 'text'), join(root, 'nowhere')])).rejects.toThrow('nowhere');
  });

  test('when one is there twice', async () => {
    const outcome = readParts([join(root, 'text'), partIn(join(root, 'text'), 2)]);
    await expect(outcome).rejects.toMatchObject({ code: 'parts_differ' });
    await expect(outcome).rejects.toThrow('both are the same part');
  });

  test.each<[string, WriteOptions, typeof origin, RegExp]>([
    ['seed', {}, { ...origin, seed: 3 }, /seed: 2 and 3/],
    ['date', {}, { ...origin, now: new Date('2026-02-01') }, /now: "2026-01-14.* and "2026-02-01/],
    ['parameter', { parameters: { ...parameters, tasks: 3 } }, origin, /parameter tasks: 2 and 3/],
    ['format', { format: 'csv' }, origin, /format: text and csv/],
    ['number of parts', { shard: { number: 2, of: 4 } }, origin, /parts: 3 and 4/],
  ])('when one has another %s', async (_, options, from, how) => {
    const folder = copyOf('text');
    rmSync(partIn(folder, 2), { recursive: true });
    await writePart(partIn(folder, 2), course, university, from, {
      parameters,
      shard: { number: 2, of: OF },
      ...options,
    });
    const outcome = readParts([folder]);
    await expect(outcome).rejects.toMatchObject({ code: 'parts_differ' });
    await expect(outcome).rejects.toThrow(how);
  });

  test.each<[string, (manifest: PartManifest) => unknown, RegExp]>([
    [
      'another version of faker',
      ({ versions, ...rest }) => ({ ...rest, versions: { ...versions, faker: '9.0.0' } }),
      /version of faker: "10.* and "9\.0\.0"/,
    ],
    [
      'another scenario',
      (manifest) => ({ ...manifest, scenario: 'campus' }),
      /scenario: "university" and "campus"/,
    ],
    [
      'the format that had `at` for `now`',
      ({ now, ...rest }) => ({ ...rest, manifest: 1, at: now }),
      /no manifest that this .*: it has version 1 of the format, and this one reads version 2: make it again\./,
    ],
    ['no version', ({ manifest: _, ...rest }) => rest, /it has another version of the format/],
    ['a file elsewhere', (manifest) => renamed(manifest, '../01-user.copy'), /no manifest that this/],
    ['a hash that is none', (manifest) => ({ ...manifest, tables: { user: {} } }), /no manifest that this/],
  ])('when a manifest has %s', async (_, change, how) => {
    const folder = copyOf('text');
    const path = join(partIn(folder, 3), 'manifest.json');
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
    await expect(readParts([folder])).rejects.toThrow(how);
  });

  test('when a manifest is cut', async () => {
    const folder = copyOf('text');
    truncateSync(join(partIn(folder, 3), 'manifest.json'), 100);
    await expect(readParts([folder])).rejects.toMatchObject({ code: 'manifest_unreadable' });
  });

  test.each<[string, (path: string) => void, RegExp]>([
    ['is missing', (path) => rmSync(path), /it is missing/],
    ['is cut', (path) => truncateSync(path, 5_000), /it has 5000 bytes, not \d+/],
    ['goes on', (path) => appendFileSync(path, 'x'), /it has \d+ bytes, not \d+/],
  ])('when a file %s', async (_, spoil, how) => {
    const folder = copyOf('text');
    spoil(join(partIn(folder, 3), '26-result.copy'));
    const client = await emptyDatabase();
    const before = await stateOf(client);
    const outcome = loadFrom(client, folder);
    await expect(outcome).rejects.toMatchObject({ code: 'part_damaged' });
    await expect(outcome).rejects.toThrow(how);
    expect(await stateOf(client)).toEqual(before);
  });

  test('when a manifest counts other rows', async () => {
    const folder = copyOf('text');
    const path = join(partIn(folder, 3), 'manifest.json');
    const manifest: PartManifest = JSON.parse(readFileSync(path, 'utf8'));
    const { user } = manifest.tables;
    writeFileSync(
      path,
      JSON.stringify({ ...manifest, tables: { ...manifest.tables, user: { ...user, rows: 7 } } }),
    );
    await expect(loadFrom(await emptyDatabase(), folder)).rejects.toThrow(/2100 rows came of 2007/);
  });

  test('when the schema has no such table or column', async () => {
    const parts = await readParts([join(root, 'text')]);
    const client = await emptyDatabase();
    await expect(loadParts(client, library, parts)).rejects.toMatchObject({ code: 'parts_unfit' });
    const folder = copyOf('text');
    for (const number of [1, 2, 3]) {
      const path = join(partIn(folder, number), 'manifest.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"given_name"', '"nickname"'));
    }
    await expect(loadFrom(client, folder)).rejects.toThrow('column "nickname" of "user"');
  });

  test('when the database is not empty', async () => {
    const client = await emptyDatabase();
    await client.query(`insert into "user" (given_name) values ('Ada')`);
    const before = await stateOf(client);
    await expect(loadFrom(client, join(root, 'text'))).rejects.toMatchObject({ code: 'data_present' });
    expect(await stateOf(client)).toEqual(before);
  });

  test('when their rows break a rule that no constraint sees', async () => {
    const folder = join(temporaryFolder(), 'whole');
    const wrong: Scenario = {
      ...minimal,
      *parts(...given) {
        for (const part of minimal.parts(...given)) {
          yield new Map(
            [...part].map(([entity, rows]) => [
              entity,
              rows.map((row) => ('testSystemId' in row ? { ...row, result: 1.5 } : row)),
            ]),
          );
        }
      },
    };
    await writePart(folder, course, wrong, origin);
    const client = await emptyDatabase();
    const before = await stateOf(client);
    const outcome = loadFrom(client, folder);
    await expect(outcome).rejects.toMatchObject({ code: 'rules_broken' });
    await expect(outcome).rejects.toThrow('result_range');
    expect(await stateOf(client)).toEqual(before);
  });
});

function renamed(manifest: PartManifest, name: string): unknown {
  const { user, ...others } = manifest.tables;
  return { ...manifest, tables: { user: { ...user, file: { ...user?.file, name } }, ...others } };
}
