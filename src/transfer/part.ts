import { join } from 'node:path';
import { z } from 'zod';
import type { Format } from '../load/files/format.ts';
import { readPlain } from '../load/files/plain-file.ts';
import { requireWhole } from '../load/files/whole-file.ts';
import { differencesOf } from '../seeders/manifest.ts';
import { type Identity, manifestForm, parseAs, tableForm } from '../seeders/manifest-form.ts';
import type { Shard } from '../seeders/shard.ts';
import { namesInOutput } from './output-folder.ts';
import { outputInUse } from './output-in-use.ts';

/** The file that says what a part is. It is written last, and the folder named after that. */
export const MANIFEST_FILE = 'manifest.json';

/** As many as `--shard` takes. */
export const MOST_PARTS = 999_999;

/** The form of what a manifest says of a file. */
export const fileForm = z.object({
  // A name only, so that no manifest leads elsewhere.
  name: z.string().regex(/^\d+-[^/\\\p{C}]+$/u),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const partForm = manifestForm.extend({
  shard: z.object({ number: z.int().min(1), of: z.int().min(1).max(MOST_PARTS) }),
  format: z.enum(['text', 'csv']),
  tables: z.record(z.string(), tableForm.extend({ file: fileForm })),
});

/** The manifest of a part: what it is, and each table's file. A whole dataset is part 1 of 1. */
export type PartManifest = z.output<typeof partForm>;

/** What a part is to be. */
export interface PartIdentity extends Identity {
  readonly shard: Shard;
  readonly format: Format;
}

/** @throws `manifest_unreadable`; what the file system refuses, such as ENOENT */
export async function readPart(folder: string): Promise<PartManifest> {
  const path = join(folder, MANIFEST_FILE);
  return parseAs(partForm, await readPlain(path), path);
}

/**
 * The part that a folder holds already, if it is the one that is wanted, with every byte of its files.
 *
 * @throws `output_in_use` where the folder holds anything else; PartDamagedError; `manifest_unreadable`
 */
export async function presentPart(folder: string, wanted: PartIdentity): Promise<PartManifest | undefined> {
  const names = await namesInOutput(folder);
  if (names.length === 0) return undefined;
  if (!names.includes(MANIFEST_FILE)) throw outputInUse(folder, names.slice(0, 3));
  const found = await readPart(folder);
  const differences = differencesOfParts(found, wanted);
  if (differences.length > 0) throw outputInUse(folder, differences);
  for (const table of Object.values(found.tables))
    await requireWhole({ ...table.file, path: join(folder, table.file.name) });
  return found;
}

/** In what two parts differ, a line each; empty where they are the same one. */
function differencesOfParts(first: PartIdentity, second: PartIdentity): string[] {
  const own = ({ shard, format }: PartIdentity) => [`shard ${shard.number}/${shard.of}`, `format ${format}`];
  const others = own(second);
  const differing = own(first).flatMap((line, i) => (line === others[i] ? [] : [`${line} and ${others[i]}`]));
  return [...differencesOf(first, second), ...differing];
}
