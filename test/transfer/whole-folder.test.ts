import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeWholeFolder } from '../../src/transfer/whole-folder.ts';
import { temporaryFolder } from '../support/project.ts';

const fill = (text: string) => (folder: string) => writeFile(join(folder, 'file'), text);

test('a folder stands under its name only when everything is in it', async () => {
  const root = temporaryFolder();
  const during = await makeWholeFolder(join(root, 'new', 'part'), async (folder) => {
    await fill('text')(folder);
    return readdirSync(join(root, 'new'));
  });
  expect(during).toEqual([expect.stringMatching(/^part\.incomplete-/)]);
  expect(readdirSync(join(root, 'new'))).toEqual(['part']);
  expect(readFileSync(join(root, 'new', 'part', 'file'), 'utf8')).toBe('text');
});

test('of two runs at once the later one wins, and the other fails', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'part');
  const first = makeWholeFolder(folder, async (inside) => {
    await fill('first')(inside);
    await makeWholeFolder(folder, fill('second'));
  });
  await expect(first).rejects.toThrow('ENOENT');
  expect(readdirSync(root)).toEqual(['part']);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('second');
});

test('a folder that has come to hold something meanwhile is left as it is', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'part');
  const made = makeWholeFolder(folder, async (inside) => {
    await fill('ours')(inside);
    mkdirSync(folder);
    writeFileSync(join(folder, 'file'), 'theirs');
  });
  await expect(made).rejects.toThrow('ENOTEMPTY');
  expect(readdirSync(root)).toEqual(['part']);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('theirs');
});

test('leftovers of other folders stay', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'part-1-of-12.incomplete-abc'));
  mkdirSync(join(root, 'part-1-of-1.incomplete-abc'));
  await makeWholeFolder(join(root, 'part-1-of-1'), fill('text'));
  expect(readdirSync(root).sort()).toEqual(['part-1-of-1', 'part-1-of-12.incomplete-abc']);
});
