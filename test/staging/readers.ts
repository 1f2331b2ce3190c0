import { expect } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { plan } from '../../src/seeders/plan.ts';
import type { Strategy } from '../../src/staging/history.ts';
import { RetryingClient } from './retrying-client.ts';
import type { Staging } from './staging.ts';

/** What readers have seen. */
export interface Seen {
  /** Reads that were answered, each consistent. */
  reads: number;
  /** Errors by their code. */
  readonly errors: Map<string, number>;
  /** The datasets that were seen, by the mark of one. */
  readonly datasets: Set<string>;
}

/**
 * What one transaction of a reader sees: sums over several tables, which are from one dataset and complete, or no
 * mark is known that has them.
 */
const query = `
select (select min(id::text) from "user") as mark,
       (select count(*) from "user")::int as users, (select count(*) from result)::int as results,
       (select count(*) from course_member m join "user" u on u.id = m.user_id)::int as members,
       (select count(distinct organization_type) from organization where organization_type = $1::organization_type)::int
         as types`;

/** Reads in a loop on a connection, by prepared statements, until it is told to stop; connects again after an error. */
async function readOn(
  { url }: Staging,
  level: 'repeatable read' | 'read committed',
  seen: Seen,
  stopped: () => boolean,
): Promise<void> {
  const client = new RetryingClient(url);
  while (!stopped()) {
    const code = await client.lostIn(async (connected) => {
      await connected.query(`begin isolation level ${level}`);
      // Of read committed, each statement has a snapshot of its own.
      const times = level === 'repeatable read' ? 2 : 1;
      const rows = [];
      for (let i = 0; i < times; i++) {
        const answer = await connected.query({ name: 'look', text: query, values: ['organization'] });
        rows.push(answer.rows[0]);
      }
      await connected.query('commit');
      expect(rows.at(-1)).toEqual(rows[0]);
      const { mark, ...counts } = rows[0];
      expect(complete).toContain(JSON.stringify(counts));
      seen.datasets.add(mark);
      seen.reads++;
    });
    if (code !== undefined) seen.errors.set(code, (seen.errors.get(code) ?? 0) + 1);
  }
  await client.end();
}

export const parameters = { students: 8, weeks: 4 };
/** What the datasets come to. */
const complete = new Set<string>();

/** Readers, half of them on each isolation level, throughout some resets. */
export async function readThroughout(
  staging: Staging,
  strategy: Strategy,
  { clients, resets }: { readonly clients: number; readonly resets: number },
): Promise<Seen> {
  const resetTo = (seed: number, how = strategy) =>
    staging.resetTo(classroom, seed, { strategy: how, parameters });
  for (let seed = 0; seed <= resets; seed++) {
    const { tables } = plan(course, classroom, parameters, { seed, now: DEFAULT_NOW });
    const { user: users, result: results, course_member: members } = tables;
    complete.add(JSON.stringify({ users, results, members, types: 1 }));
  }
  await resetTo(0, 'transaction');
  const seen: Seen = { reads: 0, errors: new Map(), datasets: new Set() };
  let isOver = false;
  const readers = Array.from({ length: clients }, (_, i) =>
    readOn(staging, i % 2 === 0 ? 'repeatable read' : 'read committed', seen, () => isOver),
  );
  const resetting = (async () => {
    for (let i = 1; i <= resets; i++) await resetTo(i);
  })().finally(() => {
    isOver = true;
  });
  await Promise.all([resetting, ...readers]);
  return seen;
}
