import { type Command, Option } from 'commander';
import { maskedUrl } from '../../database/url.ts';
import { findScenario, nameOf } from '../../domains.ts';
import { grouped } from '../../errors/format.ts';
import { parseParameters } from '../../seeders/parameters.ts';
import type { Strategy } from '../../staging/history.ts';
import { planReset } from '../../staging/plan.ts';
import { type ResetResult, reset } from '../../staging/reset.ts';
import { withDatabaseOption } from '../database-option.ts';
import { type DatasetOptions, recentNowOption, withDatasetOptions } from '../dataset-options.ts';
import { type KeepOptions, withKeepOption } from '../keep-option.ts';
import { printRewritten, printUsed } from '../load-option.ts';
import { databaseOption } from '../main-database.ts';
import { print, printDocument } from '../output.ts';
import { type ConfirmOptions, permissionOf, withConfirmOption } from '../permission.ts';
import { Progress } from '../progress.ts';
import { domainsOfProject } from '../project.ts';
import { printResetPlan, renderLostTargets } from '../reset-plan.ts';
import { endSessions } from '../session.ts';
import { startSpinner } from '../spinner.ts';
import { openMigratedTarget, type Target } from '../target.ts';
import { keepHeapSmall } from '../v8-heap.ts';

export interface ResetCommandOptions extends DatasetOptions, ConfirmOptions, Partial<KeepOptions> {
  readonly database?: string;
  readonly strategy?: Strategy;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `seedbed reset <scenario>`: replaces the data of a database that others may be using. */
export function addResetCommand(program: Command): void {
  withDatabaseOption(
    withDatasetOptions(
      withKeepOption(
        withConfirmOption(program.command('reset <scenario>')),
        'this time, beside the baseline',
      ),
      recentNowOption(),
    ),
  )
    .summary('replace the data of a database that others are using, as staging')
    .description(
      'Replace the data of a database by a scenario while others are using it: they see the old data or the new ' +
        'data. The old data is kept, see `seedbed undo`, and the baseline stays, see `seedbed label`. The database must have been labelled, ' +
        'and must be confirmed; the embedded one needs neither.',
    )
    .addOption(
      new Option(
        '--strategy <strategy>',
        'rename makes a new database beside and exchanges the two, transaction replaces the rows in place; ' +
          'by itself it takes the first one that can be done',
      ).choices(['rename', 'transaction']),
    )
    .option('--dry-run', 'print what would be done, and change nothing')
    .action(runReset);
}

/** Replaces the data, and prints what was done. */
export async function runReset(name: string, options: ResetCommandOptions): Promise<void> {
  keepHeapSmall();
  const found = findScenario(name, await domainsOfProject());
  const { domain, scenario } = found;
  const parameters = parseParameters(scenario, options.set);
  const spinner = startSpinner('starting', { quiet: options.json === true });
  const progress = new Progress(scenario.counts(parameters));
  try {
    const target = await openMigratedTarget(domain, options.database);
    const origin = { seed: options.seed, now: options.now };
    const all = {
      ...(await permissionOf(target, options)),
      parameters,
      strategy: options.strategy,
      keep: options.keep ?? [],
    };
    await endSessions();
    if (options.dryRun) {
      const planned = await planReset(target.url, domain, scenario, origin, all);
      spinner.stop();
      if (options.json) printDocument({ dryRun: true, ...origin, ...planned });
      else printResetPlan(planned);
      return;
    }
    const result = await reset(target.url, domain, scenario, origin, {
      ...all,
      onProgress: (step, rows) => {
        spinner.text = `${scenario.name}: ${progress.describe(step, rows)}`;
      },
    });
    spinner.stop();
    if (options.json) {
      const { load: _, obstacles: __, ...told } = result;
      printDocument({ scenario: scenario.name, domain: domain.name, ...origin, ...told });
    } else await printResult(nameOf(found), result, target);
  } finally {
    spinner.stop();
  }
}

async function printResult(
  scenario: string,
  { rows, seconds, strategy, reasons, before, hash, change, lost, rewritten, used }: ResetResult,
  target: Target,
): Promise<void> {
  const how = strategy === 'rename' ? 'a new database took its place' : 'its rows were replaced in place';
  const why = strategy === 'rename' ? '' : `, because ${reasons.join('; ')}`;
  print(`Reset to '${scenario}': ${grouped(rows)} rows in ${seconds.toFixed(1)} s.\n`);
  print(
    `  database  ${maskedUrl(target.url)}\n  how       ${how}${why}\n  hash      ${hash ?? `none: ${change}`}\n  before    ${before}`,
  );
  if (rewritten.length + used.length > 0) print();
  printRewritten(rewritten);
  printUsed(used);
  if (lost.length > 0) print(`\n${renderLostTargets(lost)}`);
  const which = target.embedded ? await databaseOption(target.url) : ' --confirm …';
  print(`\nPut the old data back:  npx seedbed undo${which}`);
}
