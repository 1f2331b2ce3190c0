import type { Command } from 'commander';
import { grouped } from '../../errors/format.ts';
import type { LoadMode } from '../../load/load.ts';
import { loadParts } from '../../transfer/load-parts.ts';
import { readParts } from '../../transfer/parts.ts';
import { partsUnfit } from '../../transfer/parts-unfit.ts';
import { withDatabaseOption } from '../database-option.ts';
import { loadOption, printObstacles, printRewritten } from '../load-option.ts';
import { print, printDocument } from '../output.ts';
import { printOverview, readOverview } from '../overview.ts';
import { Progress } from '../progress.ts';
import { domainsOfProject } from '../project.ts';
import { openSession } from '../session.ts';
import { startSpinner } from '../spinner.ts';
import { openMigratedTarget } from '../target.ts';

interface LoadCommandOptions {
  readonly database?: string;
  readonly json?: boolean;
  readonly load?: LoadMode;
}

/** `seedbed load <folder…>`: fills an empty database with files that `seedbed seed --out` has written. */
export function addLoadCommand(program: Command): void {
  withDatabaseOption(program.command('load <folders...>'))
    .summary('fill an empty database with files of `seed --out`')
    .description(
      'Fill an empty database with the files that `seedbed seed … --out` has written, in one transaction: all ' +
        'parts of a dataset, from folders that are a part or hold some. A missing, foreign or changed part is ' +
        'refused, and nothing is written then.',
    )
    .addOption(loadOption())
    .action(runLoad);
}

async function runLoad(folders: readonly string[], options: LoadCommandOptions): Promise<void> {
  const parts = await readParts(folders);
  const [{ folder, manifest }] = parts;
  const domain = (await domainsOfProject()).find(({ name }) => name === manifest.domain);
  if (!domain) throw partsUnfit(folder, `domain "${manifest.domain}"`);
  const began = performance.now();
  const spinner = startSpinner('starting', { quiet: options.json === true });
  const progress = new Progress(new Map(parts.map((part) => [part, part.manifest.rows])));
  try {
    const target = await openMigratedTarget(domain, options.database);
    const client = await openSession(target.url);
    const { rows, mode, obstacles, rewritten } = await loadParts(client, domain, parts, {
      ...(options.load && { load: options.load }),
      whenNotEmpty: waysOn(target.embedded),
      onProgress: (step, count) => {
        spinner.text = `${manifest.scenario}: ${progress.describe(step, count)}`;
      },
    });
    spinner.stop();
    const overview = await readOverview(client, domain, manifest.namespace);
    const seconds = Math.round(performance.now() - began) / 1000;
    if (options.json) {
      const { tables: _, rows: __, shard, format: ___, ...identity } = manifest;
      const document = { ...identity, parts: shard.of, rows, load: mode, rewritten, seconds, ...overview };
      printDocument(document);
      return;
    }
    const from = parts.length === 1 ? folder : `${parts.length} parts`;
    print(`Loaded '${manifest.scenario}' from ${from}: ${grouped(rows)} rows in ${seconds.toFixed(1)} s.\n`);
    printObstacles(obstacles);
    printRewritten(rewritten);
    await printOverview(overview, target);
  } finally {
    spinner.stop();
  }
}

const waysOn = (embedded: boolean): string =>
  embedded
    ? 'Fill another database: seedbed load … --database <name>'
    : 'Point DATABASE_URL at an empty database; this one is left as it is.';
