import { SeedbedError } from '../errors/error.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { type Backup, readSetAside } from './backups.ts';
import { ExclusiveSession } from './exclusive-session.ts';
import type { Permission } from './permission.ts';
import { putDatabaseBack } from './put-database-back.ts';
import { putRowsBack } from './put-rows-back.ts';

/**
 * Puts back what stood before the last reset that has not been undone. What it takes the place of is kept until the
 * next reset or undo: a database `<name>__undone_<time>`, or a schema `seedbed_undone_<time>`; `redo` puts that back.
 * The history stays, with a line more. After any failure everything is as it was.
 *
 * @throws `nothing_to_undo`; `undo_impossible` where the structure has changed since; and what `reset` throws about
 * the database and its sessions
 * @example (await undo(url, course, { author: { by: 'ada' }, embedded: true })).name // 'course__before_20260114T…'
 */
export async function undo(url: string, domain: RuledSchema, permission: Permission): Promise<Backup> {
  return await putBack(url, domain, permission, 'undo');
}

/**
 * Undoes an undo, where that was the last thing done: puts back what it took the place of. What stands there now can
 * be put back by `undo` again.
 *
 * @throws `nothing_to_redo`; and what `undo` throws
 * @example (await redo(url, course, { author: { by: 'ada' }, embedded: true })).name // 'course__undone_20260114T…'
 */
export async function redo(url: string, domain: RuledSchema, permission: Permission): Promise<Backup> {
  return await putBack(url, domain, permission, 'redo');
}

async function putBack(
  url: string,
  domain: RuledSchema,
  permission: Permission,
  action: 'undo' | 'redo',
): Promise<Backup> {
  const session = await ExclusiveSession.open(url, domain, action, permission);
  try {
    const { author, embedded } = permission;
    const all = await readSetAside(session);
    const backup = action === 'undo' ? lastReset(all, session.name) : lastUndo(all, session.name);
    const aside = action === 'undo' ? 'undone' : 'before';
    const put = backup.strategy === 'rename' ? putDatabaseBack : putRowsBack;
    await put({ session, domain, author, embedded, backup, aside });
    return backup;
  } catch (error) {
    throw await session.explain(error);
  } finally {
    await session.close();
  }
}

/** @throws `nothing_to_undo` */
function lastReset(all: readonly Backup[], database: string): Backup {
  const backup = all.find(({ kind }) => kind === 'before');
  if (backup) return backup;
  throw new SeedbedError('nothing_to_undo', {
    message: `Nothing that stood before in '${database}' is there to be put back.`,
    details: { database },
  });
}

/** @throws `nothing_to_redo` where the last thing done was no undo */
function lastUndo([backup]: readonly Backup[], database: string): Backup {
  if (backup?.kind === 'undone') return backup;
  throw new SeedbedError('nothing_to_redo', {
    message: `Nothing that an undo took the place of in '${database}' is there to be put back.`,
    details: { database },
  });
}
