import type { Command } from 'commander';
import type pg from 'pg';
import { type Absence, absencesFrom, describeAbsences } from '../../database/absences.ts';
import { isDatabaseError } from '../../database/database-error.ts';
import { platformPath } from '../../database/session-settings.ts';
import type { Domain } from '../../domain.ts';
import { hasCode } from '../../errors/error.ts';
import { LoadRefusedError } from '../../errors/load-refused.ts';
import { type Finding, lint, lintCases } from '../../lint.ts';
import { findStamps, switchOff } from '../../load/stamps.ts';
import { withoutColumns } from '../../load/table.ts';
import { withDatabaseOption } from '../database-option.ts';
import { chosenDomain, type DomainOptions, withDomainOption } from '../domain-option.ts';
import { columnsOr, exitWith, print, printDocument } from '../output.ts';
import { openSession } from '../session.ts';
import { startSpinner } from '../spinner.ts';
import { renderTable } from '../table.ts';
import { openMigratedTarget } from '../target.ts';
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
  const absences = await absencesFrom(client, domain);
  const spinner = startSpinner('trying the factories', { quiet: json === true });
  // Triggers of the platform may need its schema.
  const loadSettings = { ...domain.loadSettings, search_path: platformPath };
  const found = await withoutStamps(client, domain, () =>
    lint({ ...withoutColumns(domain, absences), loadSettings }, { client }),
  ).finally(() => spinner.stop());
  const [leftOut, findings] = partedBy(found, ({ error }) => isAbout(error, absences));
  if (findings.length > 0) exitWith(1);
  const tried = lintCases(domain).length - leftOut.length;
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

/** Lets `work` be as a load would be: without the triggers that set times to the present, as far as the role may. */
async function withoutStamps<T>(client: pg.Client, domain: Domain, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const off = await switchOff(client, await findStamps(client, domain, new Map()));
    if (off.length === 0) await client.query('rollback');
    return await work();
  } finally {
    if (client.getTransactionStatus() !== 'I') await client.query('rollback').catch(() => {});
  }
}

function partedBy<T>(all: readonly T[], is: (one: T) => boolean): readonly [T[], T[]] {
  const { true: some = [], false: others = [] } = Object.groupBy(all, (one) => `${is(one)}` as const);
  return [some, others];
}

/** So many combinations are named that were left out. */
const MOST_NAMED = 4;

/** Whether PostgreSQL has missed a table or column that the database does not have, or a value in one of another type. */
function isAbout(error: unknown, absences: readonly Absence[]): boolean {
  const refusal = error instanceof LoadRefusedError ? error.details.refusal : undefined;
  const sqlState = refusal?.sqlState ?? codeOf(error);
  if (sqlState === '23502')
    return absences.some(({ table, column }) => table === refusal?.table && column === refusal?.column);
  const text = error instanceof Error ? error.message : '';
  return (
    (sqlState === '42P01' || sqlState === '42703') &&
    absences.some(({ table, column }) => text.includes(column ?? table))
  );
}

const codeOf = (error: unknown): string | undefined => (isDatabaseError(error) ? error.code : undefined);

const plain = ({ name, factory, traits, rule, error }: Finding) => ({
  name,
  factory,
  traits,
  rule: rule ?? null,
  message: error.message,
});

function printFindings(tried: number, findings: readonly Finding[]): void {
  if (findings.length === 0) {
    print(`All well: tried ${tried} combinations of factories and traits, and rolled them back.`);
    return;
  }
  const groups = Map.groupBy(findings, reasonOf);
  const rows = [...groups].map(([reason, [first, ...others]]) => [
    `${first?.name}${others.length === 0 ? '' : ` and ${others.length} more`}`,
    first?.rule ?? '',
    reason,
  ]);
  print(`${findings.length} of ${tried} combinations of factories and traits fail:\n`);
  print(renderTable(['combination', 'rule', 'what is wrong'], rows));
  if (groups.size < findings.length) print('\n--json has each of them.');
}

/** What many combinations may have in common, since they make the same rows beside their own. */
const reasonOf = ({ error }: Finding): string =>
  hasCode(error, 'stored_otherwise')
    ? `The database stores another ${error.details['entity']}.${error.details['property']} than the factory made.`
    : (error.message.split('\n')[0] ?? '');
