import { describe, expect, test } from 'vitest';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { lint } from '../../src/lint.ts';
import { counts, derivedDatabase, seedSample } from './derived.ts';
import { compiled, ejectAll, projectForFactories } from './ejected-factories.ts';

/** Writes every factory of tables that statements make as source, and fills the tables by those alone. */
export function describeEjected(all: Readonly<Record<string, string>>): void {
  describe('factories as source take the place of the derived ones', () => {
    let project: string | undefined;
    const numbered = Object.entries(all).map(([name, sql], i) => ({ name, sql, i }));

    test.each(numbered)('$name', async ({ sql, i }) => {
      project ??= projectForFactories();
      const derived = await derivedDatabase(sql);
      const factories = await ejectAll(derived.domain, project, `${i}`);
      const domain = deriveDomain({ name: 'stranger', structure: derived.structure, factories });
      const database = { ...derived, domain };
      await seedSample(database, { rows: 40 });
      expect(Object.entries(await counts(database)).filter(([, rows]) => rows === 0)).toEqual([]);
      const findings = await lint(domain, { client: database.client });
      expect(findings.map(({ name, error }) => `${name}: ${error.message}`)).toEqual([]);
    });

    test('they compile under strict types', async () => {
      expect(project && (await compiled(project))).toBe('');
    });
  });
}
