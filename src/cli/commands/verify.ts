import type { Command } from 'commander';
import { describeAbsences } from '../../database/absences.ts';
import type { Domain } from '../../domain.ts';
import { counted } from '../../errors/format.ts';
import { type VerifyResult, verify } from '../../rules/verify.ts';
import { withDatabaseOption } from '../database-option.ts';
import { chosenDomain, type DomainOptions, withDomainOption } from '../domain-option.ts';
import { openExistingSession } from '../existing-session.ts';
import { columnsOr, exitWith, print, printDocument } from '../output.ts';
import { startSpinner } from '../spinner.ts';
import { renderViolations, violationDocument } from '../violations.ts';
import { wrap } from '../wrap.ts';

interface VerifyCommandOptions extends DomainOptions {
  readonly rule?: readonly string[];
  readonly all?: boolean;
  readonly json?: boolean;
}

/** `seedbed verify`: looks for rows that break a rule. */
export function addVerifyCommand(program: Command): void {
  withDomainOption(withDatabaseOption(program.command('verify'), ''))
    .summary('look for rows that break a rule of the schema; exit 1 where there are any')
    .description(
      'Check every row of a database, by whatever filled, against the rules of the schema. A rule that one of ' +
        'its validated constraints promises is proven by that; the rows are gone through for all others. ' +
        'Rules about tables and columns that are not there are left out, and counted. ' +
        'Nothing is written, and nothing migrated. Exit with 1 where a row breaks a rule.',
    )
    .option('--rule <name...>', 'check these rules only; `seedbed rules` lists them')
    .option('--all', 'go through the rows also for what a constraint promises')
    .addHelpText(
      'after',
      `
The JSON document, with how many rules are proven and how many were checked:
  { "domain": "course", "proven": 383, "checked": 57, "violations": [
    { "rule": "…", "table": "…", "enforcedBy": "constraint" | "trigger" | "verify",
      "description": "…", "rows": 7,
      "first": [{ "key": { "id": "…" }, "right": "…" }] }],
    "leftOut": [{ "rule": "…", "table": "…", "reasons": ["…"] }], "absent": ["…"] }
"rows" is how many break the rule; "first" has the first five by key, and what
would be right. "absent" says which tables and columns are not there as declared, and
"leftOut" which rules cannot be asked without them, or would run functions of
other roles with the rights of this one.`,
    )
    .action(runVerify);
}

async function runVerify({ rule, all, json, ...options }: VerifyCommandOptions): Promise<void> {
  const began = performance.now();
  const spinner = startSpinner('starting', { quiet: json === true });
  try {
    const domain = await chosenDomain(options);
    const { client } = await openExistingSession(domain, options.database);
    const found = await verify(client, domain, {
      ...(rule && { rules: rule }),
      ...(all && { all }),
      onProgress: (table, done) => {
        spinner.text = `${table}: ${Math.floor(done * 100)} % done`;
      },
    });
    spinner.stop();
    if (found.violations.length > 0) exitWith(1);
    if (json) printDocument(documentOf(domain, found));
    else printVerification(found, performance.now() - began);
  } finally {
    spinner.stop();
  }
}

const documentOf = (domain: Domain, found: VerifyResult) => ({
  domain: domain.name,
  proven: found.proven.length,
  checked: found.checked.length,
  violations: found.violations.map(violationDocument),
  leftOut: found.leftOut.map(({ rule, reasons }) => ({ rule: rule.name, table: rule.table, reasons })),
  absent: found.absences.map(({ message }) => message),
});

function printVerification(
  { proven, checked, leftOut, absences, violations }: VerifyResult,
  milliseconds: number,
): void {
  const columns = columnsOr(80);
  if (violations.length > 0) print(`${renderViolations(violations, columns)}\n`);
  const broken = violations.length === 0 ? 'No row breaks a rule.' : `${isBroken(violations.length)}.`;
  const seconds = (milliseconds / 1000).toFixed(1);
  print(
    `${broken} ${counted(proven.length, 'rule')} proven by constraints, ${checked.length} looked for, in ${seconds} s.`,
  );
  const tell = (count: number, why: string): void => {
    if (count > 0)
      print(wrap(`${counted(count, 'rule')} left out, because ${why}. --json names each.`, columns));
  };
  const foreign = leftOut.filter(({ isForeign }) => isForeign).length;
  tell(leftOut.length - foreign, `these are not there as declared: ${describeAbsences(absences)}`);
  tell(foreign, 'functions of other roles would run with the rights of this one');
}

const isBroken = (count: number): string => (count === 1 ? '1 rule is broken' : `${count} rules are broken`);
