import type { Command } from 'commander';
import type { DomainOptions } from '../../domain-option.ts';
import { printable } from '../../escape.ts';
import { print, printDocument } from '../../output.ts';
import { renderTable } from '../../table.ts';
import { statusOf, withMigrationsOptions } from './open.ts';

/** `seedbed migrate history`: what a database says of its migrations. */
export function addHistoryCommand(migrate: Command): void {
  withMigrationsOptions(migrate.command('history'))
    .description('show which migrations a database says have run, in the order they ran, and when')
    .action(printHistory);
}

async function printHistory({ json, ...options }: DomainOptions & { json?: boolean }): Promise<void> {
  const { executed } = await statusOf(options);
  if (json) printDocument(executed);
  else if (executed.length === 0) print('No migration has run here.');
  else {
    const rows = executed.map(({ name, at, known }) => [
      at.toISOString().slice(0, 19).replace('T', ' '),
      printable(name),
      known ? '' : 'not in this project',
    ]);
    print(renderTable(['when', 'migration', ''], rows));
  }
}
