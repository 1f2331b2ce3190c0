import { expect, test } from 'vitest';
import { domains } from '../../src/domains.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';

test('every name of a rule is one that the domain states, or has the ending of one that follows from its structure', () => {
  for (const domain of domains) {
    const stated = (domain.rules ?? []).map(({ name }) => name);
    for (const { name } of rulesOf(domain)) {
      const isDerived = /_(not_null|length|type|key|pkey|fkey|check|generated|excl|idx)$/.test(name);
      expect(isDerived || stated.includes(name), name).toBe(true);
    }
  }
});
