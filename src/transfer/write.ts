import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schema } from '../entities/schema.ts';
import { FileSink } from '../load/files/file-sink.ts';
import type { Format } from '../load/files/format.ts';
import { tablesOf } from '../load/table.ts';
import type { Origin } from '../random/address.ts';
import { identityOf, tableManifest } from '../seeders/manifest.ts';
import { parseParameters } from '../seeders/parameters.ts';
import type { Scenario } from '../seeders/scenario.ts';
import type { Shard } from '../seeders/shard.ts';
import { outputFailed } from './output-failed.ts';
import { MANIFEST_FILE, type PartIdentity, type PartManifest, presentPart } from './part.ts';
import { fileSystemCode, makeWholeFolder } from './whole-folder.ts';

export interface WriteOptions {
  /** The scenario's parameters, as values or as texts. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Which part of the dataset; the whole of it where it is left out. */
  readonly shard?: Shard;
  /** `text` where it is left out. */
  readonly format?: Format;
  /** Hears how many rows have been written so far. */
  readonly onProgress?: (rows: number) => void;
}

/** What is in the folder now. */
export interface ExportResult {
  readonly manifest: PartManifest;
  /** Whether all of it was there before. */
  readonly kept: boolean;
}

/**
 * Writes a scenario, or one shard of it, into a folder of files: one a table that has rows, and `manifest.json`.
 * The same arguments give the same bytes. The folder is there with all its files, or not at all; where it is
 * there already with the same data, it is checked and kept.
 *
 * @throws `unknown_parameter`, `bad_parameter` before anything is written; `output_in_use` where the folder
 * holds something else; PartDamagedError where it holds a part that has been changed; `output_failed`
 * @example await writePart('parts/2', course, university, { seed: 0, now: DEFAULT_NOW }, { shard: { number: 2, of: 8 } });
 */
export async function writePart(
  folder: string,
  schema: Schema,
  scenario: Scenario,
  origin: Origin,
  { parameters: given = {}, shard = { number: 1, of: 1 }, format = 'text', onProgress }: WriteOptions = {},
): Promise<ExportResult> {
  const parameters = parseParameters(scenario, given);
  const wanted: PartIdentity = { ...identityOf(schema, scenario, parameters, origin), shard, format };
  try {
    const present = await presentPart(folder, wanted);
    if (present) return { manifest: present, kept: true };
    const manifest = await makeWholeFolder(folder, async (inside) => {
      const sink = new FileSink(inside, tablesOf(schema), format);
      try {
        for (const part of scenario.parts(origin, parameters, shard)) {
          await sink.write(part);
          onProgress?.(sink.rows);
        }
        await sink.finish();
      } finally {
        await sink.close();
      }
      const made = manifestOf(wanted, sink);
      await writeFile(join(inside, MANIFEST_FILE), `${JSON.stringify(made, null, 2)}\n`);
      return made;
    });
    return { manifest, kept: false };
  } catch (error) {
    const reason = fileSystemCode(error);
    // Another run has completed the folder meanwhile.
    const present = reason === 'ENOTEMPTY' ? await presentPart(folder, wanted) : undefined;
    if (present) return { manifest: present, kept: true };
    throw reason === undefined ? error : outputFailed(folder, reason, error);
  }
}

const manifestOf = (identity: PartIdentity, sink: FileSink): PartManifest => ({
  ...identity,
  rows: sink.rows,
  tables: Object.fromEntries(
    sink.written.map(({ file, ...one }) => [one.table.name, { ...tableManifest(one), file }]),
  ),
});
