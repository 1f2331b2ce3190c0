import assert from 'node:assert/strict';
import type pg from 'pg';
import type { Bound } from '../../../src/bind.ts';
import type { course } from '../../../src/domains.ts';

/** What each test does with its classroom: it reads, and adds a person. */
export async function test(client: pg.ClientBase, f: Bound<typeof course>): Promise<void> {
  const before = await members(client);
  await f.courseMember.create();
  assert.equal(await members(client), before + 1);
  assert(before > 20);
}

async function members(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from course_member`);
  return rows[0]?.count ?? 0;
}
