import type { Command } from 'commander';
import { type Drift, type DriftCounts, findDriftBy } from '../../../database/drift.ts';
import { counted } from '../../../errors/format.ts';
import type { CommonOptions } from '../../common-options.ts';
import type { DomainOptions } from '../../domain-option.ts';
import { exitWith, print, printDocument } from '../../output.ts';
import { openSession } from '../../session.ts';
import { renderTable } from '../../table.ts';
import { openChosen, withMigrationsOptions } from './open.ts';
import { printList } from './print.ts';

interface CheckOptions extends DomainOptions, CommonOptions {
  readonly all?: boolean;
}

/** So many lines are printed without being asked for. */
const MOST_LISTED = 20;

/** `seedbed migrate check`: whether a database and the entities agree. */
export function addCheckCommand(migrate: Command): void {
  withMigrationsOptions(migrate.command('check'))
    .description('compare the database with the entities; exit 1 where they differ')
    .option('--all', 'print every difference, also where there are so many that they are only counted')
    .action(runCheck);
}

async function runCheck({ all = false, json, ...options }: CheckOptions): Promise<void> {
  const { domain, url } = await openChosen(options);
  const drift = await findDriftBy(await openSession(url), domain, url);
  const { ormDiff, catalogDiff, counts } = drift;
  const number = ormDiff.length + catalogDiff.length;
  if (number > 0) exitWith(1);
  if (json) printDocument({ agrees: number === 0, ...counts, catalog: catalogDiff, orm: ormDiff });
  else if (number === 0) print('The database and the entities agree.');
  else {
    if (number > MOST_LISTED) printCounts(drift);
    if (all || number <= MOST_LISTED) printAll(drift);
    else print('\nEach of them:  npx seedbed migrate check --all');
  }
}

function printCounts({ ormDiff, catalogDiff, counts }: Drift): void {
  const table = (head: string, some: Readonly<Record<string, DriftCounts>>): void => {
    const rows = Object.entries(some).map(([name, { missing, extra, changed }]) => [
      ...[name, missing, extra, changed],
    ]);
    if (rows.length > 0) print(`\n${renderTable([head, 'missing', 'extra', 'changed'], rows)}`);
  };
  print(
    `The database differs from the entities by ${counted(catalogDiff.length, 'object')}; the ORM would run ${counted(ormDiff.length, 'statement')}.`,
  );
  table('kind', counts.kinds);
  table('table', counts.tables);
}

function printAll({ ormDiff, catalogDiff }: Drift): void {
  if (catalogDiff.length > 0)
    printList('The database differs from the entities (- missing, + extra, ~ changed):', catalogDiff);
  if (ormDiff.length > 0) printList('The ORM would run:', ormDiff);
}
