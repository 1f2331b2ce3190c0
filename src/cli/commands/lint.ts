import type { Command } from 'commander';
import { describeAbsences } from '../../database/absences.ts';
import type { Finding } from '../../lint.ts';
import { withDatabaseOption } from '../database-option.ts';
import { chosenDomain, type DomainOptions, withDomainOption } from '../domain-option.ts';
import { columnsOr, exitWith, print, printDocument } from '../output.ts';
import { openSession } from '../session.ts';
import { openMigratedTarget } from '../target.ts';
import { printFindings, tryFactories } from '../try-factories.ts';
import { wrap } from '../wrap.ts';

interface LintOptions extends DomainOptions {
  readonly json?: boolean;
}

/** `seedbed lint`: tries the factories on a database. */
export function addLintCommand(program: Command): void {
  withDomainOption(withDatabaseOption(program.command('lint')))
    .summary('try every factory with its traits; exit 1 where the database does not take one')
    .description(
      'Create two rows by each factory: alone, with each of its traits, and with each two of them in both ' +
        'orders. Say what the database refuses or stores otherwise, and exit with 1 then. What needs tables or ' +
        'columns that are not there is left out, and counted. Every row is rolled back.',
    )
    .action(runLint);
}

async function runLint({ json, ...options }: LintOptions): Promise<void> {
  const domain = await chosenDomain(options);
  const target = await openMigratedTarget(domain, options.database);
  const client = await openSession(target.url);
  const { tried, findings, leftOut, absences } = await tryFactories(client, domain, { quiet: json === true });
  if (findings.length > 0) exitWith(1);
  const absent = absences.map(({ message }) => message);
  if (json) {
    const told = { domain: domain.name, tried, findings: findings.map(plain) };
    printDocument({ ...told, leftOut: leftOut.map(({ name }) => name), absent });
    return;
  }
  printFindings(tried, findings);
  if (leftOut.length > 0) {
    const names = leftOut.map(({ name }) => name);
    const some = names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), '…'] : names;
    const what = `${names.length} more left out (${some.join(', ')}), because these are not there as declared:`;
    print(wrap(`${what} ${describeAbsences(absences)}.`, columnsOr(80)));
  }
}

/** So many combinations are named that were left out. */
const MOST_NAMED = 4;

const plain = ({ name, factory, traits, rule, error }: Finding) => ({
  name,
  factory,
  traits,
  rule: rule ?? null,
  message: error.message,
});
