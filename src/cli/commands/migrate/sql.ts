import type { Command } from 'commander';
import { migrationScript, type ScriptRange } from '../../../database/migration-script.ts';
import type { CommonOptions } from '../../common-options.ts';
import { type DomainOptions, namedDomain, withDomainOption } from '../../domain-option.ts';
import { printAsIs, printDocument, printNote } from '../../output.ts';
import { parseGoal } from './goal.ts';

/** `seedbed migrate sql`: migrations as a script. */
export function addSqlCommand(migrate: Command): void {
  withDomainOption(migrate.command('sql'), '')
    .description('print migrations as an SQL script of one transaction; needs no database')
    .option('--from <migration>', 'the last one that has run there (default: 0, none)', parseGoal)
    .option(
      '--to <migration>',
      'the last one that has run then (default: the newest); before --from, or 0, reverts',
      parseGoal,
    )
    .action(printScript);
}

async function printScript({
  domain,
  from,
  to,
  json,
}: DomainOptions & ScriptRange & CommonOptions): Promise<void> {
  const script = await migrationScript(await namedDomain(domain), {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });
  if (json) printDocument({ script });
  else if (script === '') printNote('Nothing to do: --from and --to are the same.');
  else printAsIs(script);
}
