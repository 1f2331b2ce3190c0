import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readExpected } from '../../src/cli/expect.ts';
import { findConfig } from '../../src/config/find.ts';
import { course, findScenario } from '../../src/domains.ts';
import { requireWhole } from '../../src/load/files/whole-file.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { backUpBelow } from '../../src/transfer/backup/backup-directory.ts';
import { readBackup } from '../../src/transfer/backup/manifest.ts';
import { readPart } from '../../src/transfer/part.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const { scenario } = findScenario('minimal');
const origin = { seed: 0, now: DEFAULT_NOW };
const fifo = (path: string) => execFileSync('mkfifo', [path]);

describe('in the place of a file of a dataset', () => {
  let folder: string;
  let path: string;
  let file: { readonly name: string; readonly bytes: number; readonly sha256: string };
  beforeEach(async () => {
    folder = join(temporaryFolder(), 'part');
    const { manifest } = await writePart(folder, course, scenario, origin);
    const [table] = Object.values(manifest.tables);
    if (!table) throw new Error('there are no files');
    file = table.file;
    path = join(folder, file.name);
  });

  it.each<[string, () => void]>([
    ['a pipe', () => fifo(path)],
    ['a device', () => symlinkSync('/dev/zero', path)],
    ['a link to the file itself', () => symlinkSync(`${path}.moved`, path)],
    ['a folder', () => mkdirSync(path)],
  ])('%s is refused, and not waited for', async (_, make) => {
    renameSync(path, `${path}.moved`);
    make();
    const refused = { code: 'unsafe_file', details: { path } };
    await expect(requireWhole({ ...file, path })).rejects.toMatchObject(refused);
  });

  it.each<[string, (manifest: string) => void]>([
    ['a pipe', fifo],
    ['a device', (manifest) => symlinkSync('/dev/zero', manifest)],
    [
      'more than a manifest has',
      (manifest) => {
        writeFileSync(manifest, '');
        truncateSync(manifest, 2 ** 40);
      },
    ],
  ])('%s as its manifest', async (_, make) => {
    const manifest = join(folder, 'manifest.json');
    rmSync(manifest);
    make(manifest);
    for (const read of [readPart, readBackup])
      await expect(read(folder)).rejects.toMatchObject({ code: 'unsafe_file' });
    await expect(readExpected(manifest)).rejects.toMatchObject({ code: 'unsafe_file' });
  });

  it.each(['../../x', '/etc/passwd', '01-a/../b', '01-\0', '01-..\\b', '..'])(
    'a name such as %j',
    async (name) => {
      const manifest = join(folder, 'manifest.json');
      writeFileSync(
        manifest,
        readFileSync(manifest, 'utf8').replace(JSON.stringify(file.name), JSON.stringify(name)),
      );
      await expect(readPart(folder)).rejects.toMatchObject({ code: 'manifest_unreadable' });
    },
  );

  it('a part of more parts than there can be', async () => {
    const manifest = join(folder, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"of": 1', '"of": 1000000000000000'));
    await expect(readParts([folder])).rejects.toMatchObject({ code: 'manifest_unreadable' });
  });

  it('a link among the parts below a folder', async () => {
    const parts = temporaryFolder();
    symlinkSync(folder, join(parts, 'part-1-of-1'));
    await expect(readParts([parts])).rejects.toMatchObject({ code: 'unsafe_file' });
  });

  it('a link in the place of the folder that is to be written', async () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync(folder, link);
    for (const given of [link, `${link}/`]) {
      await expect(writePart(given, course, scenario, origin)).rejects.toMatchObject({ code: 'unsafe_file' });
    }
  });
});

it('leftovers are removed by what is in them, not by their name', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'part.incomplete-thesis'));
  writeFileSync(join(root, 'part.incomplete-thesis', 'chapter'), '1');
  mkdirSync(join(root, 'part.incomplete-abc'));
  writeFileSync(join(root, 'part.incomplete-abc', '.seedbed-incomplete'), '');
  await writePart(join(root, 'part'), course, scenario, origin);
  expect(readFileSync(join(root, 'part.incomplete-thesis', 'chapter'), 'utf8')).toBe('1');
  expect(() => readFileSync(join(root, 'part.incomplete-abc', '.seedbed-incomplete'))).toThrow('ENOENT');
});

it('backups are not written through a link', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  const root = join(temporaryFolder(), '.seedbed-backups');
  symlinkSync(temporaryFolder(), root);
  await expect(backUpBelow(client, course, root)).rejects.toMatchObject({
    code: 'unsafe_file',
    details: { path: root },
  });
});

it('a configuration that is a pipe is not waited for', () => {
  const project = temporaryFolder();
  writeFileSync(join(project, 'package.json'), '{}');
  fifo(join(project, 'seedbed.config.mjs'));
  expect(() => findConfig(project)).toThrow('seedbed.config.mjs is not a file.');
});
