import type { Command } from 'commander';
import type { DomainOptions } from '../../domain-option.ts';
import { printable } from '../../escape.ts';
import { print, printDocument } from '../../output.ts';
import { renderTable } from '../../table.ts';
import { statusOf, withMigrationsOptions } from './open.ts';

/** `seedbed migrate status`: which migrations have run, and which have not. */
export function addStatusCommand(migrate: Command): void {
  withMigrationsOptions(migrate.command('status'))
    .description('say which migrations have run and which have not')
    .action(printStatus);
}

async function printStatus({ json, ...options }: DomainOptions & { json?: boolean }): Promise<void> {
  const status = await statusOf(options);
  if (json) {
    printDocument(status);
    return;
  }
  const rows = [
    ...status.executed.map(({ name, at }) => [printable(name), `run ${at.toISOString()}`]),
    ...status.pending.map((name) => [name, 'pending']),
  ];
  print(renderTable(['migration', 'state'], rows));
}
