import type pg from 'pg';
import { bind } from '../../../src/bind.ts';
import { course } from '../../../src/domains.ts';

/** What is wrong with what triggers do to other rows than those of a statement; no rule of a row says it. */
export async function effectsFault(
  client: pg.ClientBase,
  changes: readonly string[],
): Promise<string | undefined> {
  await client.query('begin');
  try {
    for (const statement of changes) await client.query(statement);
    const f = bind(course, { client });
    const above = await f.organization.create();
    const below = await f.organization.childOf(above).create();
    await client.query(`update organization set path = 'moved', archived_at = now() where id = $1`, [
      above.id,
    ]);
    const { rows } = await client.query<{ moved: boolean; archived: boolean }>(
      `select path <@ 'moved' as moved, archived_at is not null as archived from organization where id = $1`,
      [below.id],
    );
    return rows[0]?.moved && rows[0].archived ? undefined : `what is below stays: ${JSON.stringify(rows)}`;
  } finally {
    await client.query('rollback');
  }
}
