import { beforeAll, describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { seed } from '../../src/seeders/seed.ts';
import { type FreshDatabase, freshDatabase, servers } from '../support/database.ts';

describe.each(servers)('verify, on PostgreSQL $version', ({ version }) => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase({ version, template: 'course' });
    await seed(database.client, course, classroom, { seed: 0, at: DEFAULT_AT });
  });

  it('finds nothing in a scenario, by constraints and queries', async () => {
    const { proven, checked, violations } = await verify(database.client, course);
    expect(violations).toEqual([]);
    expect(checked.map(({ enforcement }) => enforcement)).not.toContain('C');
    expect(proven.every(({ enforcement }) => enforcement === 'C')).toBe(true);
  });

  it('finds nothing where every rule is looked for', async () => {
    const { proven, violations } = await verify(database.client, course, { all: true });
    expect(violations).toEqual([]);
    expect(proven).toEqual([]);
  });
});
