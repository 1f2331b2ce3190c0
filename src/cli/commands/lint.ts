import type { Command } from 'commander';
import { requireColumns } from '../../database/fitting-structure.ts';
import { platformPath } from '../../database/session-settings.ts';
import { type Finding, lint, lintCases } from '../../lint.ts';
import { withDatabaseOption } from '../database-option.ts';
import { chosenDomain, type DomainOptions, withDomainOption } from '../domain-option.ts';
import { printDocument } from '../output.ts';
import { openSession } from '../session.ts';
import { startSpinner } from '../spinner.ts';
import { renderTable } from '../table.ts';
import { openMigratedTarget } from '../target.ts';

interface LintOptions extends DomainOptions {
  readonly json?: boolean;
}

/** `seedbed lint`: tries the factories on a database. */
export function addLintCommand(program: Command): void {
  withDomainOption(withDatabaseOption(program.command('lint')))
    .summary('try every factory with its traits; exit 1 where the database does not take one')
    .description(
      'Create two rows by each factory: alone, with each of its traits, and with each two of them in both ' +
        'orders. Say what the database refuses or stores otherwise, and exit with 1 then. Every row is rolled back.',
    )
    .action(runLint);
}

async function runLint({ json, ...options }: LintOptions): Promise<void> {
  const domain = await chosenDomain(options);
  const target = await openMigratedTarget(domain, options.database);
  const client = await openSession(target.url);
  await requireColumns(client, domain);
  const spinner = startSpinner('trying the factories', { quiet: json === true });
  // Triggers of the platform may need its schema.
  const loadSettings = { ...domain.loadSettings, search_path: platformPath };
  const findings = await lint({ ...domain, loadSettings }, { client }).finally(() => spinner.stop());
  await client.end();
  if (findings.length > 0) process.exitCode = 1;
  const tried = lintCases(domain).length;
  if (json) printDocument({ domain: domain.name, tried, findings: findings.map(plain) });
  else print(tried, findings);
}

const plain = ({ name, factory, traits, rule, error }: Finding) => ({
  name,
  factory,
  traits,
  rule: rule ?? null,
  message: error.message,
});

function print(tried: number, findings: readonly Finding[]): void {
  if (findings.length === 0) {
    console.log(`All well: tried ${tried} combinations of factories and traits, and rolled them back.`);
    return;
  }
  const rows = findings.map(({ name, rule, error }) => [
    name,
    rule ?? '',
    error.message.split('\n')[0] ?? '',
  ]);
  console.log(`${findings.length} of ${tried} combinations of factories and traits fail:\n`);
  console.log(renderTable(['combination', 'rule', 'what is wrong'], rows));
}
