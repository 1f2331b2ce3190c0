import type { Command } from 'commander';
import { projectDomains } from '../../config/load.ts';
import { listOf, renderScenarios } from '../scenario-list.ts';

/** `seedbed scenarios`: what there is to seed. */
export function addScenariosCommand(program: Command): void {
  program
    .command('scenarios')
    .summary('list the named datasets')
    .description(
      'List the named datasets, with what a person finds in each: those of seedbed, and those of seedbed.config.ts.',
    )
    .option('--json', 'print one JSON document')
    .action(listScenarios);
}

async function listScenarios({ json }: { json?: boolean }): Promise<void> {
  const all = listOf(await projectDomains());
  console.log(json ? JSON.stringify(all, null, 2) : renderScenarios(all));
}
