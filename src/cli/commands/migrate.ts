import { type Command, InvalidArgumentError } from 'commander';
import { type Migrations, migrations } from '../../database/migrate.ts';
import { maskedUrl } from '../../database/url.ts';
import { withDatabaseOption } from '../database-option.ts';
import { chosenDomain, type DomainOptions, withDomainOption } from '../domain-option.ts';
import { renderTable } from '../table.ts';
import { openTarget } from '../target.ts';

/** `seedbed migrate status|up|down|check`: the structure of a database. */
export function addMigrateCommand(program: Command): void {
  const migrate = program
    .command('migrate')
    .summary("a database's structure: status, up, down, check")
    .description(
      'Make, revert and check the tables, on DATABASE_URL or else the embedded PostgreSQL. ' +
        'up and down are one transaction each: a failure leaves the database as it was.',
    );
  const add = (name: string, description: string): Command =>
    withDomainOption(withDatabaseOption(migrate.command(name).description(description)));
  add('status', 'say which migrations have run and which have not').action(printStatus);
  add('up', 'run the pending migrations').option('--to <migration>', 'up to this one').action(runUp);
  add('down', 'revert the last migration; its tables go with their rows')
    .option('--to <migration>', 'revert those after this one; 0 reverts all', parseGoal)
    .action(runDown);
  add('check', 'compare the database with the entities; exit 1 where they differ').action(runCheck);
}

async function open(options: DomainOptions): Promise<Migrations> {
  const domain = await chosenDomain(options);
  const { url } = await openTarget(domain, options.database);
  console.error(maskedUrl(url));
  return migrations(domain, url);
}

async function printStatus(options: DomainOptions): Promise<void> {
  const { executed, pending } = await (await open(options)).status();
  const rows = [
    ...executed.map(({ name, at }) => [name, `run ${at.toISOString()}`]),
    ...pending.map((name) => [name, 'pending']),
  ];
  console.log(renderTable(['migration', 'state'], rows));
}

async function runUp({ to, ...options }: DomainOptions & { to?: string }): Promise<void> {
  const names = await (await open(options)).up(to === undefined ? {} : { to });
  printNames(names, 'Ran', 'Nothing to run: every migration has.');
}

async function runDown({ to, ...options }: DomainOptions & { to?: string | 0 }): Promise<void> {
  const names = await (await open(options)).down(to === undefined ? {} : { to });
  printNames(names, 'Reverted', 'Nothing to revert: no migration has run.');
}

async function runCheck(options: DomainOptions): Promise<void> {
  const { ormDiff, catalogDiff } = await (await open(options)).check();
  if (ormDiff.length === 0 && catalogDiff.length === 0) {
    console.log('The database and the entities agree.');
    return;
  }
  process.exitCode = 1;
  if (catalogDiff.length > 0)
    printList('The database differs from the entities (- missing, + extra, ~ changed):', catalogDiff);
  if (ormDiff.length > 0) printList('The ORM would run:', ormDiff);
}

function printNames(names: readonly string[], verb: string, none: string): void {
  if (names.length === 0) console.log(none);
  else printList(`${verb} ${names.length} migration${names.length === 1 ? '' : 's'}:`, names);
}

function printList(title: string, lines: readonly string[]): void {
  console.log([title, ...lines.map((line) => `  ${line}`)].join('\n'));
}

function parseGoal(text: string): string | 0 {
  if (text === '') throw new InvalidArgumentError('Name a migration, or 0 for all.');
  return text === '0' ? 0 : text;
}
