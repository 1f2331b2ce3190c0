import type { LostTargets } from '../staging/carry/fate.ts';
import type { ResetPlan } from '../staging/plan.ts';
import { sizeOf } from './measures.ts';
import { printable } from './printable.ts';
import { renderRows, renderTable } from './table.ts';

/** Prints what a reset would do. */
export function printResetPlan(planned: ResetPlan): void {
  const { address, environment, scenario, strategy, source, reasons } = planned;
  const how =
    strategy === 'rename'
      ? `rename: a new database, its structure by ${source}, takes the place of the old one`
      : 'transaction: the rows are replaced in place';
  const lines: [string, string][] = [
    ['database', `${address}${environment === null ? '' : `, labelled '${environment}'`}`],
    ['scenario', scenario],
    ['strategy', how],
    ...reasons.map((reason): [string, string] => ['', reason]),
    ['size now', sizeOf(planned.bytesNow)],
    ['needs', `about ${sizeOf(planned.bytesNeeded)} beside that, ${room(planned)}`],
    ...planned.locks.map((lock, i): [string, string] => [i === 0 ? 'locks' : '', lock]),
    ['backups', planned.backups.length === 0 ? 'none yet' : planned.backups.join(', ')],
  ];
  console.log('This would be done; nothing was changed.\n');
  console.log(lines.map(([name, text]) => `  ${name.padEnd(8)}  ${text}`).join('\n'));
  console.log(`\n${renderRows(planned.tables)}`);
  if (planned.carried.length > 0) {
    const rows = planned.carried.map(({ name, bytes }) => [name, sizeOf(bytes)]);
    console.log(`\n${renderTable(['keeps its rows', 'size'], rows)}`);
  }
  if (planned.atStake.length > 0) {
    console.log(
      `\nWhere the new data does not have the rows that these refer to:\n${renderLostTargets(planned.atStake)}`,
    );
  }
  printSessions(planned);
}

/** Rows of other tables whose targets are gone, by foreign key. */
export const renderLostTargets = (lost: readonly LostTargets[]): string =>
  renderTable(
    ['rows of other tables', 'number', 'become', 'by the foreign key'],
    lost.map(({ table, key, action, rows }) => [
      printable(table),
      rows.toLocaleString('en'),
      action,
      printable(key),
    ]),
  );

const room = ({ bytesFree }: ResetPlan): string =>
  bytesFree === null ? 'and what is free there cannot be seen from here' : `${sizeOf(bytesFree)} are free`;

function printSessions({ sessions, strategy }: ResetPlan): void {
  if (sessions.length === 0) console.log('\nNobody else is connected.');
  else {
    const fate = strategy === 'rename' ? 'would be disconnected' : 'stays connected';
    const rows = sessions.map(({ pid, role, application, state }) => [
      String(pid),
      ...[role, application, state ?? 'hidden'].map(printable),
    ]);
    console.log(`\n${renderTable([fate, 'role', 'application', 'state'], rows)}`);
  }
}
