import { describe, expect, test } from 'vitest';
import { entityManagerOn } from '../../src/database/single-client.ts';
import { domains } from '../../src/domains.ts';
import { lintCases } from '../../src/lint.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { refusedCases } from '../bind/refused-cases.ts';
import { freshDatabase, servers } from '../support/database.ts';

const places = servers.flatMap(({ version }) => domains.map((domain) => ({ version, domain })));

describe.each(places)('$domain.name on PostgreSQL $version', ({ version, domain }) => {
  test('takes each factory with each trait and all pairs of them', async () => {
    const { client } = await freshDatabase({ version, template: domain.name });
    const em = entityManagerOn(domain, client);
    for (const { name, run } of lintCases(domain)) {
      expect(await run({ em: em.fork() }), name).toBe(refusedCases.includes(name) ? 'refused' : 'created');
    }
    expect(await countRows(client, domain)).toEqual({});
  });
});
