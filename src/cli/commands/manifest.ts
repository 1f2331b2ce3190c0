import type { Command } from 'commander';
import { findScenario } from '../../domains.ts';
import { manifestOf } from '../../seeders/manifest.ts';
import { parseParameters } from '../../seeders/parameters.ts';
import { type DatasetOptions, withDatasetOptions } from '../dataset-options.ts';
import { printDocument } from '../output.ts';
import { Progress } from '../progress.ts';
import { domainsOfProject } from '../project.ts';
import { startSpinner } from '../spinner.ts';
import { keepHeapSmall } from '../v8-heap.ts';

/** `seedbed manifest <scenario>`: what a dataset comes to, without writing it. */
export function addManifestCommand(program: Command): void {
  withDatasetOptions(program.command('manifest <scenario>'))
    .summary('print what a dataset is and comes to, as JSON, without a database')
    .description(
      'Print the manifest of a dataset as JSON: what it is made from, and for each table its columns, rows, bytes ' +
        'and a hash that does not depend on their order. Every row is made for that, and none is kept. ' +
        '`seedbed seed … --expect` compares with it.',
    )
    .action(printManifest);
}

async function printManifest(name: string, { seed, now, set }: DatasetOptions): Promise<void> {
  keepHeapSmall();
  const { domain, scenario } = findScenario(name, await domainsOfProject());
  const progress = new Progress(scenario.counts(parseParameters(scenario, set)));
  const spinner = startSpinner('starting');
  try {
    const manifest = await manifestOf(domain, scenario, set, { seed, now }, (rows) => {
      spinner.text = `${scenario.name}: ${progress.describe('writing rows', rows)}`;
    });
    spinner.stop();
    printDocument(manifest);
  } finally {
    spinner.stop();
  }
}
