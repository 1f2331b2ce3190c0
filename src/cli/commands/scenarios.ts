import type { Command } from 'commander';
import { print, printDocument } from '../output.ts';
import { domainsOfProject } from '../project.ts';
import { listOf, renderScenarios } from '../scenario-list.ts';

/** `seedbed scenarios`: what there is to seed. */
export function addScenariosCommand(program: Command): void {
  program
    .command('scenarios')
    .summary('list the named datasets')
    .description(
      'List the named datasets, with what a person finds in each: those of seedbed, and those of seedbed.config.ts.',
    )
    .action(listScenarios);
}

async function listScenarios({ json }: { json?: boolean }): Promise<void> {
  const all = listOf(await domainsOfProject());
  if (json) printDocument(all);
  else print(renderScenarios(all));
}
