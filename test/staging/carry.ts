import pg from 'pg';
import { course } from '../../src/domains.ts';
import { carryOver } from '../../src/staging/carry/carry.ts';
import type { LostTargets } from '../../src/staging/carry/fate.ts';
import { openSession } from '../../src/staging/exclusive-session.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

/** A database, and a new one of the same structure that is to take its place. */
export interface Pair {
  readonly from: FreshDatabase;
  readonly to: FreshDatabase;
  /** Carries rows over, in sessions as a reset has them. */
  carry(): Promise<readonly LostTargets[]>;
}

/** @param structure what both have beside the tables of `course` */
export async function pair(version: 15 | 18, structure: string): Promise<Pair> {
  const from = await freshDatabase({ version, template: 'course' });
  const to = await freshDatabase({ version, template: 'course' });
  for (const { client } of [from, to]) await client.query(structure);
  // As in a database that is being made.
  await to.client.query('delete from mikro_orm_migrations');
  return {
    from,
    to,
    carry: async () => {
      const source = await openSession(from.url, 'test');
      const target = await openSession(to.url, 'test');
      try {
        await source.query('begin');
        return await carryOver(source, target, course, new Map());
      } finally {
        await source.end();
        await target.end();
      }
    },
  };
}

/** Gives both databases settings, as their owner might. */
export async function setUp({ from, to }: Pair, settings: Readonly<Record<string, string>>): Promise<void> {
  for (const { client } of [from, to]) {
    for (const [name, value] of Object.entries(settings)) {
      // A list of names is not one name.
      const text = name === 'search_path' ? value : pg.escapeLiteral(value);
      await client.query(
        `alter database ${pg.escapeIdentifier(client.database ?? '')} set ${name} = ${text}`,
      );
    }
  }
}
