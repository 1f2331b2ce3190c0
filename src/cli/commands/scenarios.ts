import type { Command } from 'commander';
import { projectDomains } from '../../config/load.ts';
import { renderTable } from '../table.ts';

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
  const domains = await projectDomains();
  const all = domains.flatMap((domain) =>
    domain.scenarios.map(({ name, summary }) => ({ domain: domain.name, name, summary })),
  );
  if (json) console.log(JSON.stringify(all, null, 2));
  else {
    const rows = all.map(({ name, domain, summary }) => [name, domain, summary]);
    console.log(renderTable(['scenario', 'domain', 'what it is'], rows));
    console.log('\nseedbed plan <scenario> shows its parameters and how many rows it makes.');
  }
}
