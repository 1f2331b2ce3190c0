import type { Command } from 'commander';
import { mainDomain } from '../../domains.ts';
import { durationOf } from '../../errors/format.ts';
import { type HistoryEntry, readHistory } from '../../staging/history.ts';
import { withDatabaseOption } from '../database-option.ts';
import { printable } from '../escape.ts';
import { print, printDocument } from '../output.ts';
import { domainsOfProject } from '../project.ts';
import { openSession } from '../session.ts';
import { renderTable } from '../table.ts';
import { openExistingTarget } from '../target.ts';

/** `seedbed history`: what was done to a database. */
export function addHistoryCommand(program: Command): void {
  withDatabaseOption(program.command('history'), '')
    .summary('show who has replaced the data of a database, when and by what')
    .description(
      'Show each reset and undo of a database: who, when, from which commit, and what data it became.',
    )
    .action(showHistory);
}

async function showHistory({ database, json }: { database?: string; json?: boolean }): Promise<void> {
  const { url } = await openExistingTarget(mainDomain(await domainsOfProject()), database);
  const client = await openSession(url);
  const entries = await readHistory(client);
  if (json) printDocument(entries);
  else if (entries.length === 0) print('Nothing has been replaced here by seedbed.');
  else
    print(renderTable(['when', 'who', 'commit', 'what', 'seed', 'hash', 'took', 'how'], entries.map(cells)));
}

const cells = (entry: HistoryEntry): string[] => [
  entry.at.toISOString().slice(0, 19).replace('T', ' '),
  printable(entry.by),
  entry.commit?.slice(0, 8) ?? '',
  entry.action === 'undo' ? `undo, back to ${entry.before}` : whatOf(entry),
  entry.seed ?? '',
  entry.hash?.slice(0, 8) ?? '',
  entry.seconds === null ? '' : durationOf(entry.seconds),
  entry.strategy,
];

function whatOf({ scenario, parameters }: HistoryEntry): string {
  const set = Object.entries(parameters ?? {}).map(([name, value]) => `${name}=${value}`);
  return printable([scenario, ...set].join(' '));
}
