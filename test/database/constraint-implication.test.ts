import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { implied } from '../../src/database/constraint-implication.ts';
import { type Constraint, declaredConstraints } from '../../src/database/constraints.ts';
import { type LiveConstraint, liveConstraints } from '../../src/database/live-constraints.ts';
import { course } from '../../src/domains.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { later, leaves, takes } from './proof-changes.ts';

const declared = declaredConstraints(course);

describe.each(everyServer)('what a database promises, on PostgreSQL $version', ({ version }) => {
  let client: pg.Client;

  beforeAll(async () => {
    ({ client } = await freshDatabase({ version, template: 'course' }));
  });

  async function changed<T>(change: string, work: () => Promise<T>): Promise<T> {
    await client.query('begin');
    try {
      if (change) await client.query(change);
      return await work();
    } finally {
      await client.query('rollback');
    }
  }

  const live = (): Promise<readonly LiveConstraint[]> => liveConstraints(client, course);

  async function unproven(): Promise<string[]> {
    const validated = (await live()).filter((one) => one.validated);
    const found = await implied(client, validated, declared);
    return declared.filter((one) => !found.has(one)).map(({ name }) => name);
  }

  /** The transaction has written, and may have broken what is looked at later. */
  const deferred = ['fk_organization_parent'];

  it('is every constraint that the entities declare, once it is migrated', async () => {
    expect(declared.length).toBeGreaterThan(350);
    expect(await changed('', unproven)).toEqual([]);
  });

  it.each([...takes, ...(version >= 18 ? later : [])])('is less by %s', async (_, change, ...names) => {
    expect((await changed(change, unproven)).sort()).toEqual([...new Set([...names, ...deferred])].sort());
  });

  it.each(leaves)('is not less by %s', async (_, change) => {
    expect(await changed(change, unproven)).toEqual(deferred);
  });

  it('has the names that PostgreSQL gives, under any search path', async () => {
    const names = async () => (await live()).map(({ table, name }) => `${table} ${name}`);
    const usual = await changed('', names);
    expect(await changed('set local search_path = interfaces', names)).toEqual(usual);
    expect(
      await changed('alter table profile rename constraint profile_nickname_key to "Odd Name"', names),
    ).toContain('profile Odd Name');
  });

  it('says of each constraint whether it is validated', async () => {
    const change = `alter table result add constraint positive check (status > 0) not valid;
      alter table result add constraint negative check (status < 0)`;
    const found = await changed(change, async () =>
      (await live()).flatMap(({ name, validated }) => (/tive$/.test(name) ? { name, validated } : [])),
    );
    expect(found).toEqual([
      { name: 'negative', validated: true },
      { name: 'positive', validated: false },
    ]);
  });

  it('says where a foreign key leads, also into another schema', async () => {
    const change = `create table interfaces.tenant (id int primary key);
      alter table course add tenant_id int constraint of_tenant references interfaces.tenant`;
    const [key] = await changed(change, async () =>
      (await live()).filter(({ name }) => name === 'of_tenant'),
    );
    expect(key).toEqual({
      table: 'course',
      name: 'of_tenant',
      kind: 'foreign key',
      columns: ['tenant_id'],
      references: { table: 'interfaces.tenant', columns: ['id'] },
      validated: true,
    });
  });

  it('an expression that the database does not know follows from nothing', async () => {
    const unknown: Constraint = { table: 'role', name: 'odd', kind: 'check', expression: 'no_such(id)' };
    const all = await changed('', async () =>
      implied(client, [...(await live()), unknown], [unknown, ...declared]),
    );
    expect(all.has(unknown)).toBe(false);
    expect(all.size).toBe(declared.length);
  });
});
