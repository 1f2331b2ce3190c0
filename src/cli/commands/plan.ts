import type { Command } from 'commander';
import { findScenario, nameOf } from '../../domains.ts';
import { durationOf, sizeOf } from '../../errors/format.ts';
import { parametersOf } from '../../seeders/parameters.ts';
import { plan } from '../../seeders/plan.ts';
import { type DatasetOptions, withDatasetOptions } from '../dataset-options.ts';
import { print, printDocument } from '../output.ts';
import { domainsOfProject } from '../project.ts';
import { listOf, renderScenarios } from '../scenario-list.ts';
import { renderRows, renderTable } from '../table.ts';

/** `seedbed plan <scenario>`: what would be written, without a database. */
export function addPlanCommand(program: Command): void {
  withDatasetOptions(program.command('plan [scenario]'))
    .summary("show a scenario's parameters and rows, without a database")
    .description(
      'Show the parameters of a scenario and the rows that it makes a table; without a scenario, which there are. ' +
        'It needs no database.',
    )
    .action(printPlan);
}

async function printPlan(
  name: string | undefined,
  { seed, now, set, json }: DatasetOptions & { json?: boolean },
): Promise<void> {
  const domains = await domainsOfProject();
  if (name === undefined) {
    const all = listOf(domains);
    if (json) printDocument(all);
    else print(renderScenarios(all));
    return;
  }
  const found = findScenario(name, domains);
  const { domain, scenario } = found;
  const planned = plan(domain, scenario, set, { seed, now });
  const parameters = parametersOf(scenario);
  if (json) {
    printDocument({ ...planned, domain: domain.name, seed, now: now, takes: parameters });
    return;
  }
  print(`${nameOf(found)}: ${scenario.summary}\n`);
  if (parameters.length > 0) {
    const rows = parameters.map(({ name: key, takes, description }) => [
      key,
      String(planned.parameters[key] ?? ''),
      takes,
      description,
    ]);
    print(`${renderTable(['parameter', 'value', 'takes', 'what it is'], rows)}\n`);
  }
  print(renderRows(planned.tables));
  const { bytes, total } = planned;
  print(`\n  About ${sizeOf(bytes)} on disk with indexes, and ${durationOf(total / ROWS_A_SECOND)} to load.`);
}

/** As `npm run bench load-university` loads them on two cores, everything checked. */
const ROWS_A_SECOND = 80_000;
