import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase, servers } from '../support/database.ts';
import { answerFault, rules, turnFault } from './counterexamples/court.ts';
import { effectsFault } from './counterexamples/effects.ts';
import { type Mutant, mutants } from './counterexamples/mutants.ts';

describe.each(servers)(
  'a schema with one thing less, on PostgreSQL $version',
  { timeout: 480_000 },
  ({ version }) => {
    let database: FreshDatabase;
    beforeAll(async () => {
      database = await freshDatabase({ version, template: 'course' });
      // Planning the joins of all rules would take longer than running them.
      await database.client.query('set join_collapse_limit = 1');
    });

    it('answers some counterexample in another way, whatever is missing', async () => {
      const { client } = database;
      const all = await mutants(client);
      expect(all.length).toBeGreaterThan(400);
      const survivors = await surviving(client, all);
      if (survivors.length > 0) console.table(survivors, ['table', 'kind', 'name']);
      expect(survivors.map(({ name }) => name)).toEqual([]);
    });

    it('goes unnoticed where no rule knows what is missing', async () => {
      const { client } = database;
      await client.query(`alter table profile add constraint nobodys check (nickname <> 'nobody')`);
      const all = (await mutants(client)).filter(
        ({ table, kind }) => table === 'profile' && kind === 'constraint',
      );
      expect((await surviving(client, all)).map(({ name }) => name)).toEqual(['nobodys']);
      await client.query('alter table profile drop constraint nobodys');
    });
  },
);

async function surviving(client: pg.ClientBase, all: readonly Mutant[]): Promise<Mutant[]> {
  const survivors: Mutant[] = [];
  for (const mutant of all) if (!(await isNoticed(client, mutant))) survivors.push(mutant);
  return survivors;
}

/** The counterexample of that name mostly notices it; where it does not, another one of the table may. */
async function isNoticed(client: pg.ClientBase, { table, name, sql }: Mutant): Promise<boolean> {
  const own = rules.filter((rule) => rule.table === table);
  for (const rule of own.sort((one, other) => Number(other.name === name) - Number(one.name === name))) {
    const fault = (await answerFault(client, rule, [sql])) ?? (await turnFault(client, rule, [sql]));
    if (fault !== undefined) return true;
  }
  return table === 'organization' && (await effectsFault(client, [sql])) !== undefined;
}
