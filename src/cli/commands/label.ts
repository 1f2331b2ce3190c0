import type { Command } from 'commander';
import { describeAbsences } from '../../database/absences.ts';
import { mainDomain } from '../../domains.ts';
import { addressOf } from '../../staging/address.ts';
import { setLabel } from '../../staging/label.ts';
import { isProduction } from '../../staging/production.ts';
import { author } from '../author.ts';
import { withDatabaseOption } from '../database-option.ts';
import { domainOf } from '../domain-of.ts';
import { type KeepOptions, withKeepOption } from '../keep-option.ts';
import { columnsOr, print, printDocument } from '../output.ts';
import { domainsOfProject } from '../project.ts';
import { openSession } from '../session.ts';
import { renderRows } from '../table.ts';
import { openExistingTarget } from '../target.ts';
import { wrap } from '../wrap.ts';

interface LabelOptions extends KeepOptions {
  readonly baseline: boolean;
  readonly database?: string;
  readonly json?: boolean;
}

/** `seedbed label <environment>`: says what a database is for. */
export function addLabelCommand(program: Command): void {
  withKeepOption(withDatabaseOption(program.command('label <environment>'), ''), 'from now on')
    .summary('say what a database is for: staging, review, production, …')
    .description(
      'Say once what a database is for. What is labelled, and not as production, may be replaced by ' +
        '`seedbed reset`. The label is for this database and this data only: it does not go with a copy or a ' +
        'dump, and is void after another dump was restored. Production is never replaced nor labelled otherwise. ' +
        "Rows that the platform's migrations have left, in no more than half of the tables, become its baseline: " +
        '`seedbed seed` and `seedbed reset` leave them alone.',
    )
    .option('--no-baseline', 'let no row stay but those of --keep, and forget those that were recorded')
    .action(runLabel);
}

async function runLabel(
  environment: string,
  { database, json, keep, baseline }: LabelOptions,
): Promise<void> {
  const domains = await domainsOfProject();
  const { url } = await openExistingTarget(mainDomain(domains), database);
  const { domain, absences } = await domainOf(url, domains);
  const client = await openSession(url);
  const label = await setLabel(client, domain, environment, author(), { keep, baseline });
  const address = addressOf(client);
  if (json) {
    const { by, at } = label;
    const absent = absences.map(({ message }) => message);
    printDocument({ address, environment, by, at, baseline: label.baseline, absent });
  } else {
    const may = isProduction(environment)
      ? 'Nothing here is ever replaced by seedbed.'
      : `Its data may be replaced:  seedbed reset <scenario> --confirm ${address}`;
    print(`Labelled ${address} as '${environment}'.\n${may}`);
    if (absences.length > 0) {
      const missing = `Of the domain '${domain.name}', these are not there as declared: ${describeAbsences(absences)}.`;
      print(wrap(`${missing} A scenario that writes them is refused.`, columnsOr(80)));
    }
    if (Object.keys(label.baseline).length > 0)
      print(`\nThese rows are its baseline, and stay:\n${renderRows(label.baseline)}`);
  }
}
