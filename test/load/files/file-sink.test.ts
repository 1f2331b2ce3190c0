import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { course } from '../../../src/domains.ts';
import { DigestSink } from '../../../src/load/files/digest-sink.ts';
import { FileSink } from '../../../src/load/files/file-sink.ts';
import type { Format } from '../../../src/load/files/format.ts';
import { tablesOf } from '../../../src/load/table.ts';
import { temporaryFolder } from '../../support/project.ts';
import { oddities } from '../odd-values.ts';
import { terms } from '../terms.ts';

const origin = { seed: 11, now: new Date('2026-01-14T10:00:00Z') };
const tables = tablesOf(course);

async function written(format: Format) {
  const folder = temporaryFolder();
  const sink = new FileSink(folder, tables, format);
  for (const part of terms.parts(origin, {})) await sink.write(part);
  await sink.finish();
  return { folder, sink };
}

test('writes a file for each table that has rows, in the order of loading by name', async () => {
  const { folder, sink } = await written('text');
  const names = readdirSync(folder);
  expect(names).toEqual(sink.written.map(({ file }) => file.name));
  expect(names).toContain('01-user.copy');
  expect(names.map((name) => name.replace(/^\d+-|\.copy$/g, ''))).toEqual(
    sink.written.map(({ table }) => table.name),
  );
});

test('knows the rows and bytes of its files', async () => {
  const { folder, sink } = await written('text');
  for (const { digest, file } of sink.written) {
    const text = readFileSync(join(folder, file.name), 'utf8');
    expect(text.split('\n')).toHaveLength(digest.rows + 1);
    expect(Buffer.byteLength(text)).toBe(file.bytes);
    expect(digest.bytes).toBe(file.bytes);
  }
});

test('CSV comes to the same rows and hashes as text, in other bytes', async () => {
  const [text, csv] = [await written('text'), await written('csv')];
  const digests = ({ sink }: typeof text) =>
    sink.written.map(({ table, digest }) => [table.name, digest.rows, digest.bytes, digest.hash]);
  expect(digests(csv)).toEqual(digests(text));
  expect(csv.sink.written.map(({ file }) => file.sha256)).not.toEqual(
    text.sink.written.map(({ file }) => file.sha256),
  );
});

test('what is kept of rows does not grow with them', async () => {
  const sink = new DigestSink(tables);
  for (const part of oddities.parts(origin, {})) await sink.write(part);
  const once = sink.digests.map(({ table, digest }) => [table.name, digest.rows]);
  for (const part of oddities.parts(origin, {})) await sink.write(part);
  expect(sink.digests.map(({ table, digest }) => [table.name, digest.rows / 2])).toEqual(once);
  expect(sink.rows).toBeGreaterThan(100);
});

test('takes no file that is there for its own', async () => {
  const { folder } = await written('text');
  const again = new FileSink(folder, tables, 'text');
  const [shared] = terms.parts(origin, {});
  await expect(again.write(shared ?? new Map())).rejects.toThrow('EEXIST');
});
