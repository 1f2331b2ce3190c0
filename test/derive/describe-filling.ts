import { describe, expect, test } from 'vitest';
import { lint } from '../../src/lint.ts';
import { counts, derivedDatabase, seedSample } from './derived.ts';

/** Derives a domain of tables that statements make, fills them, and tries each factory. */
export function describeFilling(
  servers: readonly { readonly version: 15 | 18 }[],
  all: Readonly<Record<string, string>>,
): void {
  describe.each(servers)('on PostgreSQL $version, nothing is written for', ({ version }) => {
    test.each(Object.entries(all))('%s', async (_, sql) => {
      const database = await derivedDatabase(sql, version);
      expect(database.structure.unsolved).toEqual([]);
      await seedSample(database, { rows: 40 });
      expect(Object.entries(await counts(database)).filter(([, rows]) => rows === 0)).toEqual([]);
      const findings = await lint(database.domain, { client: database.client });
      expect(findings.map(({ name, error }) => `${name}: ${error.message}`)).toEqual([]);
    });
  });
}
