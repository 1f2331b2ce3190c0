import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FoundScenario } from '../domains.ts';
import { SeedbedError } from '../errors/error.ts';
import { grouped } from '../errors/format.ts';
import type { Format } from '../load/files/format.ts';
import { requireFolderOrNothing } from '../load/files/plain-file.ts';
import { parseParameters } from '../seeders/parameters.ts';
import type { Shard } from '../seeders/shard.ts';
import { outputInUse } from '../transfer/output-in-use.ts';
import { MANIFEST_FILE, MOST_PARTS } from '../transfer/part.ts';
import { writePart } from '../transfer/write.ts';
import type { DatasetOptions } from './dataset-options.ts';
import { print, printDocument } from './output.ts';
import { Progress } from './progress.ts';
import { startSpinner } from './spinner.ts';
import { renderRows } from './table.ts';

export interface OutOptions {
  readonly out?: string;
  readonly shard?: Shard;
  readonly format?: Format;
}

/** Adds `--out`, `--shard` and `--format`: files instead of a database. */
export const withOutOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--out <folder>', 'write files for `seedbed load` there instead of a database').conflicts([
        'load',
        'database',
        'append',
        'as',
      ]),
    )
    .option('--shard <k/n>', 'with --out: the k-th of n parts only, below the folder', parseShard)
    .addOption(
      new Option('--format <format>', 'with --out: COPY text (default) or CSV').choices(['text', 'csv']),
    );

function parseShard(text: string): Shard {
  const [, number, of] = (/^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? []).map(Number);
  if (number !== undefined && of !== undefined && number <= of && of <= MOST_PARTS) return { number, of };
  throw new InvalidArgumentError(
    `A shard is written k/n, such as 1/8 for the first of eight; n is at most ${MOST_PARTS}.`,
  );
}

/** @throws `out_needed` where an option is given that says something about files only */
export function requireOut({ out, shard, format }: OutOptions): void {
  if (out === undefined && (shard || format)) {
    const option = shard ? '--shard' : '--format';
    throw new SeedbedError('out_needed', {
      message: `${option} is for files, and no folder is given for them.`,
      hint: `Add --out <folder>, or leave ${option} out.`,
      details: { option },
    });
  }
}

/** Writes the files that `--out` asks for, and says what was written. */
export async function writeOut(
  { domain, scenario }: FoundScenario,
  out: string,
  { seed, now, set, shard, format, json = false }: OutOptions & DatasetOptions & { readonly json?: boolean },
): Promise<void> {
  const began = performance.now();
  const folder = shard ? await folderOf(out, shard) : out;
  const spinner = startSpinner('starting', { quiet: json });
  // How many rows one shard has is not known before.
  const progress = new Progress(shard ? undefined : scenario.counts(parseParameters(scenario, set)));
  try {
    const { manifest, kept } = await writePart(
      folder,
      domain,
      scenario,
      { seed, now },
      {
        parameters: set,
        ...(shard && { shard }),
        ...(format && { format }),
        onProgress: (rows) => {
          spinner.text = `${scenario.name}: ${progress.describe('writing rows', rows)}`;
        },
      },
    );
    spinner.stop();
    const seconds = Math.round(performance.now() - began) / 1000;
    if (json) {
      printDocument({ folder, kept, seconds, ...manifest });
      return;
    }
    const what = shard ? `part ${shard.number} of ${shard.of} of '${scenario.name}'` : `'${scenario.name}'`;
    const rows = grouped(manifest.rows);
    print(
      kept
        ? `There already: ${what}, ${rows} rows in ${folder}, every byte as it was written.\n`
        : `Wrote ${what}: ${rows} rows into ${folder} in ${seconds.toFixed(1)} s.\n`,
    );
    print(
      renderRows(
        Object.fromEntries(Object.entries(manifest.tables).map(([name, table]) => [name, table.rows])),
      ),
    );
  } finally {
    spinner.stop();
  }
}

/** Every part has a folder of its own, so that all of them can be given the same `--out`. */
async function folderOf(out: string, { number, of }: Shard): Promise<string> {
  await requireFolderOrNothing(out, { links: true });
  // A whole dataset, which could not be told from the parts below it.
  if (existsSync(join(out, MANIFEST_FILE))) throw outputInUse(out, [MANIFEST_FILE]);
  return join(out, `part-${number}-of-${of}`);
}
