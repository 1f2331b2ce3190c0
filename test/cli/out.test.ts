import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PartManifest } from '../../src/transfer/part.ts';
import { sumsOf } from '../seeders/sums.ts';
import { seedbed } from '../support/cli.ts';
import { temporaryFolder } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryFolder();
const disk = temporaryFolder();
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
const small = ['--set', 'users=3500', 'courses=5', 'students=12', 'tasks=2'];

afterAll(() => {
  if (mounted) execFileSync('umount', [disk]);
});

const manifestIn = (folder: string): PartManifest =>
  JSON.parse(readFileSync(join(cwd, folder, 'manifest.json'), 'utf8'));

describe('seedbed seed --out', () => {
  it('writes files, says so, and needs no server', async () => {
    const env = { DATABASE_URL: 'postgresql://ada:secret@nowhere.invalid/course' };
    const first = await seedbed(['seed', 'minimal', '--out', 'files'], { cwd, env });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^Wrote 'minimal': 27 rows into files in \d+\.\d s\.$/m);
    expect(first.stdout).toMatch(/^ {2}user +2$/m);
    const again = await seedbed(['seed', 'minimal', '--out', 'files'], { cwd, env });
    expect(again.stdout).toContain(
      "There already: 'minimal', 27 rows in files, every byte as it was written.",
    );
    expect(readdirSync(cwd)).toEqual(['files']);
  });

  it('prints the manifest with --json, and writes CSV', async () => {
    const parameters = ['seed', 'minimal', '--out', 'csv', '--format', 'csv', '--json', '--seed', '7'];
    const { code, stdout, stderr } = await seedbed(parameters, { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ folder: 'csv', kept: false, ...manifestIn('csv') });
    expect(readFileSync(join(cwd, 'csv', '01-user.csv'), 'utf8')).toMatch(/^id,version,/);
  });

  it('has parts, by a process each, that add up to the whole', async () => {
    const of = 3;
    const shards = Array.from({ length: of }, (_, k) => `${k + 1}/${of}`);
    const seed = (...more: readonly string[]) => seedbed(['seed', 'university', ...small, ...more], { cwd });
    const [whole, ...parts] = await Promise.all([
      seed('--out', 'whole'),
      ...shards.map((shard) => seed('--shard', shard, '--out', 'parts')),
    ]);
    expect([whole, ...parts].map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      Array(of + 1).fill({ code: 0, stderr: '' }),
    );
    expect(parts[1]?.stdout).toMatch(
      /^Wrote part 2 of 3 of 'university': [\d,]+ rows into parts\/part-2-of-3 /m,
    );
    const manifests = shards.map((_, k) => manifestIn(`parts/part-${k + 1}-of-${of}`));
    expect(sumsOf(manifests)).toEqual(sumsOf([manifestIn('whole')]));
    expect(manifests.every(({ rows }) => rows > 4_000)).toBe(true);
    const beside = await seedbed(['seed', 'minimal', '--shard', '1/2', '--out', 'whole'], { cwd });
    expectRefusal(beside, { code: 3, problem: 'whole holds something else', hint: 'manifest.json' });
  });

  it.each([
    ['a shard without files', ['--shard', '1/2'], '--shard is for files', 'Add --out <folder>'],
    ['a format without files', ['--format', 'csv'], '--format is for files', 'Add --out <folder>'],
    ['a shard beyond the last', ['--shard', '3/2', '--out', 'x'], 'A shard is written k/n', '--help'],
    ['a shard zero', ['--shard', '0/2', '--out', 'x'], 'A shard is written k/n', '--help'],
    [
      'a shard of more than there can be',
      ['--shard', '1/1000000000000000', '--out', 'x'],
      "'1/1000000000000000' is invalid. A shard is written k/n, such as 1/8 for the first of eight; n is at most 999999.",
      '--help',
    ],
    ['another format', ['--format', 'json', '--out', 'x'], 'Allowed choices are text, csv', '--help'],
    ['a database too', ['--out', 'x', '--database', 'y'], 'cannot be used with option', '--help'],
  ])('refuses %s', async (_, parameters, problem, hint) => {
    expectRefusal(await seedbed(['seed', 'minimal', ...parameters], { cwd }), { code: 2, problem, hint });
    expect(existsSync(join(cwd, 'x'))).toBe(false);
  });

  it.runIf(mounted)('says that the disk is full, and leaves nothing', async () => {
    const out = join(disk, 'part');
    expectRefusal(await seedbed(['seed', 'university', ...small, '--out', out], { cwd }), {
      code: 3,
      problem: `Writing to ${out} failed (ENOSPC).`,
      hint: 'Free some space there',
    });
    expect(readdirSync(disk)).toEqual([]);
  });
});
