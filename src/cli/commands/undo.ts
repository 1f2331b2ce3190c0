import type { Command } from 'commander';
import { maskedUrl } from '../../database/url.ts';
import { mainDomain } from '../../domains.ts';
import { redo, undo } from '../../staging/undo.ts';
import { withDatabaseOption } from '../database-option.ts';
import { domainOf } from '../domain-of.ts';
import { print, printDocument } from '../output.ts';
import { type ConfirmOptions, permissionOf, withConfirmOption } from '../permission.ts';
import { domainsOfProject } from '../project.ts';
import { endSessions } from '../session.ts';
import { startSpinner } from '../spinner.ts';
import { openExistingTarget } from '../target.ts';

interface UndoOptions extends ConfirmOptions {
  readonly database?: string;
  readonly json?: boolean;
}

/** `seedbed undo`: puts back what stood before the last reset. */
export function addUndoCommand(program: Command): void {
  withDatabaseOption(withConfirmOption(program.command('undo')), '')
    .summary('put back what stood before the last reset')
    .description(
      'Put back what stood in a database before the last `seedbed reset` that has not been undone; the last two ' +
        'can be. It must be labelled and confirmed as for `seedbed reset`.',
    )
    .action((options: UndoOptions) => putBack(undo, options));
}

/** `seedbed redo`: puts back what the last undo took the place of. */
export function addRedoCommand(program: Command): void {
  withDatabaseOption(withConfirmOption(program.command('redo')), '')
    .summary('put back what the last undo took the place of')
    .description(
      'Undo the last `seedbed undo`, where no reset came after it: put back what it took the place of. The database ' +
        'must be labelled and confirmed as for `seedbed reset`.',
    )
    .action((options: UndoOptions) => putBack(redo, options));
}

async function putBack(work: typeof undo, { database, json, confirm }: UndoOptions): Promise<void> {
  const spinner = startSpinner('starting', { quiet: json === true });
  try {
    const domains = await domainsOfProject();
    const target = await openExistingTarget(mainDomain(domains), database);
    const { domain } = await domainOf(target.url, domains);
    const permission = await permissionOf(target, confirm === undefined ? {} : { confirm });
    await endSessions();
    spinner.text = 'putting back';
    const { name, strategy } = await work(target.url, domain, permission);
    spinner.stop();
    if (json) printDocument({ before: name, strategy });
    else print(`Put back what stood there before: ${name}.\n  database  ${maskedUrl(target.url)}`);
  } finally {
    spinner.stop();
  }
}
