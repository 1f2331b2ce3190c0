import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { university } from '../../src/seeders/course/university.ts';
import { manifestOf } from '../../src/seeders/manifest.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { readPart } from '../../src/transfer/part.ts';
import { type WriteOptions, writePart } from '../../src/transfer/write.ts';
import { terms } from '../load/terms.ts';
import { sumsOf } from '../seeders/sums.ts';
import { temporaryFolder } from '../support/project.ts';
import { startScript } from '../support/script.ts';

const origin = { seed: 0, now: DEFAULT_NOW };
const write = (folder: string, options?: WriteOptions, scenario: Scenario = terms) =>
  writePart(folder, course, scenario, origin, options);

/** Every file of a folder with its bytes. */
const bytesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('latin1')]),
  );

describe.each(['text', 'csv'] as const)('as %s', (format) => {
  test('the same arguments write the same bytes', async () => {
    const root = temporaryFolder();
    await write(join(root, 'one'), { format });
    await write(join(root, 'two'), { format });
    expect(bytesOf(join(root, 'two'))).toEqual(bytesOf(join(root, 'one')));
    expect(readdirSync(root)).toEqual(['one', 'two']);
  });

  test.each([2, 3, 9])('%i parts add up to the whole', async (of) => {
    const root = temporaryFolder();
    const whole = await manifestOf(course, terms, {}, origin);
    const parts = await Promise.all(
      Array.from({ length: of }, (_, k) =>
        write(join(root, `${k}`), { format, shard: { number: k + 1, of } }),
      ),
    );
    expect(sumsOf(parts.map(({ manifest }) => manifest))).toEqual(sumsOf([whole]));
    expect(whole.rows).toBeGreaterThan(30);
  });
});

test('a part is what its manifest says', async () => {
  const folder = join(temporaryFolder(), 'deep', 'part');
  const { manifest, kept } = await write(folder, {
    shard: { number: 2, of: 3 },
    parameters: { courses: '5' },
  });
  expect(kept).toBe(false);
  expect(await readPart(folder)).toEqual(manifest);
  expect(manifest).toMatchObject({
    manifest: 2,
    domain: 'course',
    scenario: 'terms',
    parameters: { courses: 5 },
    seed: 0,
    now: DEFAULT_NOW.toISOString(),
    versions: { seedbed: expect.any(String), faker: expect.any(String), generator: expect.any(Number) },
    shard: { number: 2, of: 3 },
    format: 'text',
  });
});

test('a shard costs its own units and the shared part', async () => {
  let made = 0;
  const counting: Scenario = {
    ...terms,
    parts: (...given) => {
      const parts = terms.parts(...given);
      return (function* () {
        for (const part of parts) {
          made++;
          yield part;
        }
      })();
    },
  };
  await write(
    join(temporaryFolder(), 'x'),
    { parameters: { courses: 40 }, shard: { number: 4, of: 8 } },
    counting,
  );
  expect(made).toBe(5);
});

test('what is kept in memory does not grow with what has been written', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const kept: number[] = [];
  const { manifest } = await write(
    join(temporaryFolder(), 'part'),
    {
      parameters: { users: 30_000, courses: 1, students: 1, tasks: 1 },
      onProgress: () => {
        // After the words and functions that stay have been read, and at the end.
        if (kept.push(0) !== 5 && kept.length !== 30) return;
        collect();
        kept[kept.length - 1] = process.memoryUsage().heapUsed;
      },
    },
    university,
  );
  const written = Object.values(manifest.tables).reduce((sum, { bytes }) => sum + bytes, 0);
  expect(written).toBeGreaterThan(15_000_000);
  expect((kept[29] ?? 0) - (kept[4] ?? 0)).toBeLessThan(written / 10);
});

describe('a folder', () => {
  test('that has the part already is kept, and checked', async () => {
    const folder = join(temporaryFolder(), 'part');
    const first = await write(folder);
    const before = bytesOf(folder);
    expect(await write(folder)).toEqual({ manifest: first.manifest, kept: true });
    expect(bytesOf(folder)).toEqual(before);
    truncateSync(join(folder, '01-user.copy'), 100);
    await expect(write(folder)).rejects.toMatchObject({ code: 'part_damaged' });
  });

  test('that is empty is taken', async () => {
    const folder = temporaryFolder();
    expect(await write(`${folder}/`)).toMatchObject({ kept: false });
    expect(existsSync(join(folder, 'manifest.json'))).toBe(true);
  });

  test.each<[string, WriteOptions, RegExp]>([
    ['another format', { format: 'csv' }, /format text and format csv/],
    ['another parameter', { parameters: { courses: 7 } }, /parameter courses: 6 and 7/],
    ['another shard', { shard: { number: 1, of: 2 } }, /shard 1\/1 and shard 1\/2/],
  ])('that has %s is left as it is', async (_, options, how) => {
    const folder = join(temporaryFolder(), 'part');
    await write(folder);
    const before = bytesOf(folder);
    await expect(write(folder, options)).rejects.toMatchObject({ code: 'output_in_use' });
    await expect(write(folder, options)).rejects.toThrow(how);
    expect(bytesOf(folder)).toEqual(before);
  });

  test('that has something else, or is a file, is left as it is', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'thesis.tex'), 'years');
    await expect(write(root)).rejects.toThrow(/thesis\.tex/);
    await expect(write(join(root, 'thesis.tex'))).rejects.toMatchObject({ code: 'output_in_use' });
    expect(bytesOf(root)).toEqual({ 'thesis.tex': 'years' });
  });
});

describe('a run that fails', () => {
  const failing: Scenario = {
    ...terms,
    *parts(...given) {
      yield* terms.parts(...given);
      throw new Error('in the middle');
    },
  };

  test('leaves nothing, and stays what it is', async () => {
    const root = temporaryFolder();
    await expect(write(join(root, 'part'), {}, failing)).rejects.toThrow('in the middle');
    expect(readdirSync(root)).toEqual([]);
  });

  test('because of the file system says what that has said', async () => {
    const outcome = write(join(temporaryFolder(), 'x'.repeat(300)));
    await expect(outcome).rejects.toMatchObject({ code: 'output_failed' });
    await expect(outcome).rejects.toThrow('ENAMETOOLONG');
  });
});

test('a killed run leaves nothing that looks complete, and the next one has the same bytes', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'part');
  const script = `
    const { course } = await import('$src/domains.ts');
    const { university } = await import('$src/seeders/course/university.ts');
    const { writePart } = await import('$src/transfer/write.ts');
    await writePart(${JSON.stringify(folder)}, course, university, { seed: 0, now: new Date(${DEFAULT_NOW.getTime()}) }, {
      parameters: { users: 10_000_000 },
      onProgress: (rows) => process.stdout.write('.'),
    });`;
  const child = startScript(script, { cwd: root });
  if (!child.stdout) throw new Error('no stdout');
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
  const [left] = readdirSync(root);
  expect(readdirSync(root)).toEqual([expect.stringMatching(/^part\.incomplete-/)]);
  expect(readdirSync(join(root, left ?? '', 'part')).length).toBeGreaterThan(0);
  // What a run was killed at while it was removing such leftovers goes too.
  mkdirSync(join(root, 'part.incomplete-abc.removed'));
  const parameters = { users: 1_000, courses: 1, students: 5, tasks: 1 };
  await write(folder, { parameters }, university);
  expect(readdirSync(root)).toEqual(['part']);
  await write(join(root, 'undisturbed'), { parameters }, university);
  expect(bytesOf(folder)).toEqual(bytesOf(join(root, 'undisturbed')));
});
