import type { Command } from 'commander';
import type pg from 'pg';
import { detectSchema } from '../../database/detect-schema.ts';
import { HEALTH_LOCK_TIMEOUT_MS, HEALTH_STATEMENT_TIMEOUT_MS } from '../../database/timeouts.ts';
import { maskedUrl } from '../../database/url.ts';
import type { Domain } from '../../domain.ts';
import { mainDomain } from '../../domains.ts';
import { counted } from '../../errors/format.ts';
import { type CheckResult, examine, type Health } from '../../health/health.ts';
import { withDatabaseOption } from '../database-option.ts';
import { type DomainOptions, domainNamed, withDomainOption } from '../domain-option.ts';
import { hintOf } from '../hint.ts';
import { columnsOr, exitWith, print, printDocument } from '../output.ts';
import { domainsOfProject } from '../project.ts';
import { startSpinner } from '../spinner.ts';
import { findTarget } from '../target.ts';
import { wrap } from '../wrap.ts';

interface DoctorOptions extends DomainOptions {
  readonly json?: boolean;
}

/** `seedbed doctor`: whether a database is fit for its domain. */
export function addDoctorCommand(program: Command): void {
  withDomainOption(withDatabaseOption(program.command('doctor'), ''))
    .summary(
      'whether a database is well: connection, rights, migrations, drift, use; exit 1 where one is not',
    )
    .description(
      'Look at the connection and pool, version, encoding, extensions, rights, migrations, drift, long transactions, ' +
        'connections, cache and disk of a database. Nothing is written there; to find drift, a scratch database is ' +
        'made beside it and dropped again, where that is allowed. Exit with 1 where anything is a failure; a warning ' +
        'is none. What each is judged by: docs/health.md.',
    )
    .addHelpText(
      'after',
      `
The JSON document; a state is ok, warning, failure, or unknown where it cannot be
told, and the whole is as bad as its worst check:
  { "database": "postgresql://…", "domain": "course", "state": "warning", "checks": [
    { "check": "cache", "state": "warning", "finding": "…", "hint": "…",
      "limits": { "warning": "…", "failure": "…" } }] }`,
    )
    .action(runDoctor);
}

async function runDoctor({ json = false, ...options }: DoctorOptions): Promise<void> {
  const domains = await domainsOfProject();
  const named = options.domain === undefined ? undefined : domainNamed(options.domain, domains);
  const otherwise = named ?? domains.find(({ name }) => name === options.database) ?? mainDomain(domains);
  const { url } = await findTarget(otherwise, options.database);
  const choose = async (client: pg.Client): Promise<Domain> => {
    if (named) return named;
    // A session that holds a lock is not waited for, as in the checks.
    await client.query(
      `set statement_timeout = ${HEALTH_STATEMENT_TIMEOUT_MS}; set lock_timeout = ${HEALTH_LOCK_TIMEOUT_MS}`,
    );
    return (await detectSchema(client, domains)) ?? otherwise;
  };
  const spinner = startSpinner('looking', { quiet: json });
  const { checks, ...found } = await examine(choose, url).finally(() => spinner.stop());
  if (found.state === 'failure') exitWith(1);
  const told = {
    ...found,
    checks: checks.map(({ hint, ...check }) => ({
      ...check,
      ...(hint !== undefined && { hint: hintOf(hint) }),
    })),
  };
  if (json) printDocument({ database: maskedUrl(url), ...told });
  else print(rendered(told, columnsOr(100)));
}

function rendered({ domain, checks }: Health, columns: number): string {
  const of = (state: string): number => checks.filter((result) => result.state === state).length;
  const sum = [`${of('ok')} ok`, counted(of('warning'), 'warning'), counted(of('failure'), 'failure')];
  const unknown = of('unknown') === 0 ? '' : `, ${of('unknown')} unknown`;
  const subject = domain === undefined ? '' : `${domain}: `;
  return [
    ...checks.map((result) => line(result, columns)),
    '',
    `${subject}${sum.join(', ')}${unknown}.`,
  ].join('\n');
}

/** The finding beside its state and name, below it what it was judged by and what to do. */
function line({ check, state, finding, limits, hint }: CheckResult, columns: number): string {
  const start = `  ${state.padEnd(9)}${check.padEnd(14)}`;
  const indent = ' '.repeat(start.length);
  const beside = (text: string): string => wrap(text, columns, indent);
  const judged = Object.entries(limits).map(([name, limit]) => `${name}: ${limit}`);
  return [
    start + beside(finding).slice(start.length),
    ...(state === 'ok' || state === 'unknown' ? [] : [beside(`(${judged.join('; ')})`)]),
    ...(hint === undefined ? [] : [beside(hint)]),
  ].join('\n');
}
