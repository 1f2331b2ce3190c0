import { counted, grouped, sizeOf } from '../errors/format.ts';
import type { LostTargets } from '../staging/carry/fate.ts';
import type { ResetPlan } from '../staging/plan.ts';
import { printable } from './escape.ts';
import { print } from './output.ts';
import { renderTable } from './table.ts';

/** So many tables of a schema are named. */
const MOST_NAMED = 3;

/** Prints what a reset would do. */
export function printResetPlan(planned: ResetPlan): void {
  const { address, environment, scenario, strategy, source, reasons } = planned;
  const how =
    strategy === 'rename'
      ? `rename: a new database, its structure ${made(source)}, takes the place of the old one`
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
  print('This would be done; nothing was changed.\n');
  print(lines.map(([name, text]) => `  ${name.padEnd(8)}  ${text}`).join('\n'));
  printReplaced(planned);
  printKept(planned);
  if (planned.atStake.length > 0) {
    print(
      `\nWhere the new data does not have the rows that these refer to:\n${renderLostTargets(planned.atStake)}`,
    );
  }
  if (planned.staleViews.length > 0)
    print(
      `\nMaterialized views show the old rows until they are refreshed: ${planned.staleViews.map(printable).join(', ')}.`,
    );
  if (planned.refreshedViews.length > 0)
    print(
      `\nMaterialized views are refreshed with the new rows: ${planned.refreshedViews.map(printable).join(', ')}. Where that fails for one, nothing is replaced.`,
    );
  printSessions(planned);
}

const made = (source: ResetPlan['source']): string =>
  source === 'pg_dump' ? 'copied from this one by pg_dump' : 'made by the migrations';

/** The tables of the domain: what is in them, and what will be. */
function printReplaced({ tables, total, emptied, goes, stays }: ResetPlan): void {
  const rest = emptied.length === 0 ? '' : ` The scenario has none for ${emptied.map(printable).join(', ')}.`;
  const [gone, left] = [goes, stays].map((rows) => Object.values(rows).reduce((sum, one) => sum + one, 0));
  print(
    `\nGoes: ${counted(gone ?? 0, 'row')} of ${counted(Object.keys(goes).length, 'table')}, for ${counted(total, 'new row')}.${rest}`,
  );
  const names = [...new Set([tables, goes, stays].flatMap((rows) => Object.keys(rows)))];
  const rows = names.map((name) => [name, goes[name] ?? 0, stays[name] ?? 0, tables[name] ?? 0]);
  print(renderTable(['table', 'goes', 'stays', 'new'], [...rows, ['total', gone ?? 0, left ?? 0, total]]));
}

/** The tables that keep their rows: a line a schema, however many they are. */
function printKept({ carried }: ResetPlan): void {
  if (carried.length === 0) return;
  const schemas = Map.groupBy(carried, ({ name }) => partsOf(name).schema);
  const all = rowsOf(carried);
  print(
    `\nStays: ${counted(all, 'row')} of ${counted(carried.length, 'other table')}, ${sizeOf(sumOf(carried))}.`,
  );
  const rows = [...schemas].map(([schema, tables]) => {
    const largest = tables.toSorted((a, b) => b.bytes - a.bytes).slice(0, MOST_NAMED);
    const more = tables.length - largest.length;
    const names = largest.map(({ name }) => partsOf(name).table).join(', ');
    return [
      ...[schema, tables.length, rowsOf(tables), sizeOf(sumOf(tables))],
      more > 0 ? `${names} and ${grouped(more)} more` : names,
    ];
  });
  print(renderTable(['schema', 'tables', 'rows', 'size', 'largest'], rows));
}

/** Of a name as SQL writes it, with quotes where they have to be. */
function partsOf(name: string): { schema: string; table: string } {
  const [, schema = '', table = name] = /^("(?:[^"]|"")*"|[^.]*)\.(.*)$/s.exec(name) ?? [];
  return { schema, table };
}

const rowsOf = (tables: ResetPlan['carried']): number => tables.reduce((sum, { rows }) => sum + rows, 0);

const sumOf = (tables: ResetPlan['carried']): number => tables.reduce((sum, { bytes }) => sum + bytes, 0);

/** Rows of other tables whose targets are gone, by foreign key. */
export const renderLostTargets = (lost: readonly LostTargets[]): string =>
  renderTable(
    ['rows of other tables', 'number', 'become', 'by the foreign key'],
    lost.map(({ table, key, action, rows }) => [printable(table), grouped(rows), action, printable(key)]),
  );

const room = ({ bytesFree }: ResetPlan): string =>
  bytesFree === null ? 'and what is free there cannot be seen from here' : `${sizeOf(bytesFree)} are free`;

function printSessions({ sessions, strategy }: ResetPlan): void {
  if (sessions.length === 0) print('\nNobody else is connected.');
  else {
    const fate = strategy === 'rename' ? 'would be disconnected' : 'stays connected';
    const rows = sessions.map(({ pid, role, application, state }) => [
      String(pid),
      ...[role, application, state ?? 'hidden'].map(printable),
    ]);
    print(`\n${renderTable([fate, 'role', 'application', 'state'], rows)}`);
  }
}
