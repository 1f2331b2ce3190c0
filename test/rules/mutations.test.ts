import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { boardroom, course, domains, practice, procurement } from '../../src/domains.ts';
import { type FreshDatabase, freshDatabase, servers } from '../support/database.ts';
import { Court } from './counterexamples/court.ts';
import { effectsFault } from './counterexamples/effects.ts';
import { type Mutant, mutants } from './counterexamples/mutants.ts';

/** Each with how many constraints, unique indexes, triggers and column properties it has at least. */
const cases = [
  { domain: course, least: 400 },
  { domain: boardroom, least: 50 },
  { domain: practice, least: 50 },
  { domain: procurement, least: 50 },
].flatMap(({ domain, least }) =>
  servers.map(({ version }) => ({ name: domain.name, court: new Court(domain), least, version })),
);

it('every domain is among the cases', () => {
  expect([...new Set(cases.map(({ court }) => court.domain))]).toEqual(domains);
});

describe.each(cases)(
  'the schema of $name with one thing less, on PostgreSQL $version',
  { timeout: 480_000 },
  ({ court, name, least, version }) => {
    let database: FreshDatabase;
    beforeAll(async () => {
      database = await freshDatabase({ version, template: name });
      // Planning the joins of all rules would take longer than running them.
      await database.client.query('set join_collapse_limit = 1');
    });

    it('answers some counterexample in another way, whatever is missing', async () => {
      const { client } = database;
      const all = await mutants(client);
      expect(all.length).toBeGreaterThan(least);
      const survivors = await surviving(client, court, all);
      if (survivors.length > 0) console.table(survivors, ['table', 'kind', 'name']);
      expect(survivors.map(({ name }) => name)).toEqual([]);
    });

    it('goes unnoticed where no rule knows what is missing', async () => {
      const { client } = database;
      const [{ table = '' } = {}] = court.rules;
      await client.query(`alter table "${table}" add constraint nobodys check (created_at is not null)`);
      const all = (await mutants(client)).filter((one) => one.table === table && one.kind === 'constraint');
      expect((await surviving(client, court, all)).map(({ name }) => name)).toEqual(['nobodys']);
      await client.query(`alter table "${table}" drop constraint nobodys`);
    });
  },
);

async function surviving(client: pg.ClientBase, court: Court, all: readonly Mutant[]): Promise<Mutant[]> {
  const survivors: Mutant[] = [];
  for (const mutant of all) if (!(await isNoticed(client, court, mutant))) survivors.push(mutant);
  return survivors;
}

/** The counterexample of that name mostly notices it; where it does not, another one of the table may. */
async function isNoticed(
  client: pg.ClientBase,
  court: Court,
  { table, name, sql }: Mutant,
): Promise<boolean> {
  const own = court.rules.filter((rule) => rule.table === table);
  for (const rule of own.sort((one, other) => Number(other.name === name) - Number(one.name === name))) {
    const fault =
      (await court.answerFault(client, rule, [sql])) ?? (await court.turnFault(client, rule, [sql]));
    if (fault !== undefined) return true;
  }
  return table === 'organization' && (await effectsFault(client, [sql])) !== undefined;
}
