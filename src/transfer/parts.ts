import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SeedbedError } from '../errors/error.ts';
import { listed } from '../errors/listed.ts';
import { requireFolderOrNothing } from '../load/files/plain-file.ts';
import { differencesOf } from '../seeders/manifest.ts';
import { MANIFEST_FILE, type PartManifest, readPart } from './part.ts';

/** A part of a dataset, and where its files are. */
export interface Part {
  readonly folder: string;
  readonly manifest: PartManifest;
}

/**
 * All parts of one dataset, in their order, from folders that are a part or hold some. Their files are not
 * looked at.
 *
 * @throws `dataset_missing`, `manifest_unreadable`, `unsafe_file`; `parts_differ` where two are not of one dataset, or are
 * the same; `parts_missing`
 * @example (await readParts(['parts'])).length // 8
 */
export async function readParts(folders: readonly string[]): Promise<readonly [Part, ...Part[]]> {
  const found: Part[] = [];
  for (const folder of (await Promise.all(folders.map(partFolders))).flat()) {
    found.push({ folder, manifest: await readPart(folder) });
  }
  const [first, ...others] = found.sort((a, b) => a.manifest.shard.number - b.manifest.shard.number);
  if (!first) throw datasetMissing(folders.join(', '));
  let before = first;
  for (const part of others) {
    requireTogether(first, part);
    if (part.manifest.shard.number === before.manifest.shard.number) {
      throw partsDiffer(before.folder, part.folder, ['both are the same part']);
    }
    before = part;
  }
  const { of } = first.manifest.shard;
  const present = new Set(found.map(({ manifest }) => manifest.shard.number));
  const missing = Array.from({ length: of }, (_, k) => k + 1).filter((number) => !present.has(number));
  if (missing.length > 0) throw partsMissing(missing, of);
  return [first, ...others];
}

/** The folder itself where it is a part, else those right below it that are. What is not complete has another name. */
async function partFolders(folder: string): Promise<readonly string[]> {
  await requireFolderOrNothing(folder, { links: true });
  const names = existsSync(folder) ? await readdir(folder) : [];
  if (names.includes(MANIFEST_FILE)) return [folder];
  const parts = names
    .sort()
    .map((name) => join(folder, name))
    .filter((below) => existsSync(join(below, MANIFEST_FILE)));
  for (const part of parts) await requireFolderOrNothing(part);
  if (parts.length === 0) throw datasetMissing(folder);
  return parts;
}

function requireTogether(one: Part, other: Part): void {
  const [first, second] = [one.manifest, other.manifest];
  const differences = differencesOf(first, second);
  if (first.shard.of !== second.shard.of) {
    differences.push(`parts: ${first.shard.of} and ${second.shard.of}`);
  }
  if (first.format !== second.format) differences.push(`format: ${first.format} and ${second.format}`);
  for (const [name, { columns }] of Object.entries(second.tables)) {
    const others = first.tables[name]?.columns ?? columns;
    if (String(others) !== String(columns)) differences.push(`columns of ${name}: ${others} and ${columns}`);
  }
  if (differences.length > 0) throw partsDiffer(one.folder, other.folder, differences);
}

const datasetMissing = (folder: string): SeedbedError =>
  new SeedbedError('dataset_missing', {
    message: `There is no manifest.json in ${folder}, nor in a folder right below it.`,
    details: { folder },
  });

/**
 * Two parts do not belong to the same dataset, or are the same part.
 *
 * @param how a line each
 */
const partsDiffer = (first: string, second: string, how: readonly string[]): SeedbedError =>
  new SeedbedError('parts_differ', {
    message: listed(`${first} and ${second} do not belong together:`, how),
    details: { folders: [first, second] },
  });

function partsMissing(missing: readonly number[], of: number): SeedbedError {
  const some = missing.slice(0, 10).map((number) => `${number}/${of}`);
  const list = missing.length > some.length ? `${some.join(', ')}, …` : some.join(', ');
  return new SeedbedError('parts_missing', {
    message: `${missing.length} of ${of} parts are missing: ${list}.`,
    details: { missing, of },
  });
}
