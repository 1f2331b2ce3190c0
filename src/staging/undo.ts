import { NothingToUndoError } from '../errors/nothing-to-undo.ts';
import { StructureDiffersError } from '../errors/structure-differs.ts';
import type { Fillable } from '../seeders/fill.ts';
import {
  type Backup,
  databaseOf,
  dropDatabases,
  readBackups,
  readUndone,
  timeForName,
  undoneDatabase,
} from './backups.ts';
import { disableTriggers } from './disable-triggers.ts';
import { type HistoryEntry, takeHistory } from './history.ts';
import { databaseIdentity } from './identity.ts';
import { requireConsent } from './label.ts';
import { openBackup } from './opened-backup.ts';
import { requirePlainTables } from './own-schema.ts';
import { ensureOwnTables } from './own-tables.ts';
import { onPermittedDatabase, type Permission } from './permission.ts';
import { hasCircle, platformTables } from './platform-tables.ts';
import type { Runner } from './runner.ts';
import { now, sign } from './sign.ts';
import { awaitTransactions, beginStandstill } from './standstill.ts';
import { swap } from './swap.ts';

/**
 * Puts back what stood before the last reset that has not been undone. What it takes the place of is kept until the
 * next reset or undo where it is a database, `<name>__undone_<time>`. The history stays, with a line more. After any
 * failure everything is as it was.
 *
 * @throws NothingToUndoError; and what `reset` throws about the database and whoever uses it
 * @example (await undo(url, course, { author: { by: 'ada' }, embedded: true })).name // 'course__before_20260114T…'
 */
export async function undo(url: string, domain: Fillable, permission: Permission): Promise<Backup> {
  return await onPermittedDatabase(url, domain, 'undo', permission, async (runner) => {
    const [backup] = await readBackups(runner);
    if (!backup) throw new NothingToUndoError(runner.name);
    const entry = { ...undone, ...permission.author, strategy: backup.strategy, before: backup.name };
    const undoing = { runner, domain, backup, entry, isLabelNeeded: !permission.embedded };
    await (backup.strategy === 'rename' ? putDatabaseBack(undoing) : putRowsBack(undoing));
    return backup;
  });
}

const undone = {
  action: 'undo',
  scenario: null,
  parameters: null,
  seed: null,
  reference: null,
  hash: null,
  rows: null,
  seconds: null,
} as const;

interface Undoing {
  readonly runner: Runner;
  readonly domain: Fillable;
  readonly backup: Backup;
  readonly entry: Omit<HistoryEntry, 'at'>;
  readonly isLabelNeeded: boolean;
}

async function putDatabaseBack({ runner, domain, backup, entry, isLabelNeeded }: Undoing): Promise<void> {
  const { maintenance, target, name } = runner;
  const began = await now(maintenance);
  const { client: old, dressing } = await openBackup(runner, await databaseOf(runner, backup));
  try {
    const label = await requireConsent(target, domain, isLabelNeeded);
    await old.query('begin');
    await ensureOwnTables(old);
    // Whatever an undo that was killed has written there is forgotten.
    await takeHistory(target, old);
    await sign(old, { domain }, label, { ...(await databaseIdentity(old)), name }, entry);
    await old.query('commit');
  } finally {
    await old.end();
  }
  await awaitTransactions(maintenance, name, began);
  const undoneBefore = await readUndone(runner);
  const aside = { name: undoneDatabase(name, await timeForName(runner)), kind: 'undone' } as const;
  await swap(runner, { next: backup.name, aside, dressing });
  // It has been put back; what is in the way of this now is dropped by the next reset or undo.
  await dropDatabases(maintenance, undoneBefore).catch(() => {});
}

async function putRowsBack({ runner, domain, backup, entry, isLabelNeeded }: Undoing): Promise<void> {
  const { target, name } = runner;
  try {
    await beginStandstill(target, domain, name);
    const label = await requireConsent(target, domain, isLabelNeeded);
    await requirePlainTables(target, backup.name);
    const { rows } = await target.query<{ place: number; name: string }>(
      `select place, name from ${backup.name}.contents order by place`,
    );
    const tables = await platformTables(target, domain);
    const kept = rows.map((row) => {
      const table = tables.find((one) => one.name === row.name);
      if (!table) throw new StructureDiffersError(name, [`the table ${row.name} is not there any more`]);
      return { table, copy: `${backup.name}.t${row.place}` };
    });
    // As they were: what triggers would do has been done.
    const enable = await disableTriggers(
      target,
      kept.map(({ table }) => table.name),
    );
    const deletes = kept.toReversed().map(({ table }) => `delete from only ${table.name}`);
    const inserts = kept.map(({ table: { name, columns }, copy }) => {
      const list = columns.join(', ');
      return `insert into ${name} (${list}) overriding system value select ${list} from ${copy}`;
    });
    // Foreign keys are looked at when a statement ends: where they make a circle, one has to do it all.
    const all = hasCircle(kept.map(({ table }) => table))
      ? [deletes, inserts].map(inOne)
      : [...deletes, ...inserts];
    for (const statement of [...all, ...enable]) await target.query(statement);
    await sign(target, { domain }, label, await databaseIdentity(target), entry);
    await target.query(`drop schema ${backup.name} cascade`);
    await target.query('commit');
  } catch (error) {
    await target.query('rollback').catch(() => {});
    throw error;
  }
}

const inOne = (statements: readonly string[]): string =>
  `with ${statements.map((statement, i) => `s${i} as (${statement})`).join(', ')} select`;
