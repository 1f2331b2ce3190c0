import { SeedbedError } from '../errors/error.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { type Backup, readSetAside } from './backups.ts';
import { onPermittedDatabase, type Permission } from './permission.ts';
import { type PuttingBack, putDatabaseBack } from './put-database-back.ts';
import { putRowsBack } from './put-rows-back.ts';

/**
 * Puts back what stood before the last reset that has not been undone. What it takes the place of is kept until the
 * next reset or undo: a database `<name>__undone_<time>`, or a schema `seedbed_undone_<time>`; `redo` puts that back.
 * The history stays, with a line more. After any failure everything is as it was.
 *
 * @throws `nothing_to_undo`; `undo_impossible` where the structure has changed since; and what `reset` throws about
 * the database and whoever uses it
 * @example (await undo(url, course, { author: { by: 'ada' }, embedded: true })).name // 'course__before_20260114T…'
 */
export async function undo(url: string, domain: RuledSchema, permission: Permission): Promise<Backup> {
  return await onPermittedDatabase(url, domain, 'undo', permission, async (runner) => {
    const backup = (await readSetAside(runner)).find(({ kind }) => kind === 'before');
    if (!backup)
      throw new SeedbedError('nothing_to_undo', {
        message: `Nothing that stood before in '${runner.name}' is there to be put back.`,
        details: { database: runner.name },
      });
    return await putBack({ runner, domain, backup, ...permission, aside: 'undone' });
  });
}

/**
 * Undoes an undo, where that was the last thing done: puts back what it took the place of. What stands there now can
 * be put back by `undo` again.
 *
 * @throws `nothing_to_redo`; and what `undo` throws
 * @example (await redo(url, course, { author: { by: 'ada' }, embedded: true })).name // 'course__undone_20260114T…'
 */
export async function redo(url: string, domain: RuledSchema, permission: Permission): Promise<Backup> {
  return await onPermittedDatabase(url, domain, 'redo', permission, async (runner) => {
    const [backup] = await readSetAside(runner);
    if (backup?.kind !== 'undone')
      throw new SeedbedError('nothing_to_redo', {
        message: `Nothing that an undo took the place of in '${runner.name}' is there to be put back.`,
        details: { database: runner.name },
      });
    return await putBack({ runner, domain, backup, ...permission, aside: 'before' });
  });
}

async function putBack(what: PuttingBack): Promise<Backup> {
  await (what.backup.strategy === 'rename' ? putDatabaseBack(what) : putRowsBack(what));
  return what.backup;
}
