import { describe, expect, it } from 'vitest';
import { harmless, outcomesUnder, planning } from '../database/hostile-settings.ts';
import { servers } from '../support/database.ts';

describe.each(servers)('on PostgreSQL $version', ({ version }) => {
  it.each([...harmless, ...planning])('%s = %s of a role changes nothing', async (name, value) => {
    expect(await outcomesUnder({ version, settings: [[name, value]] })).toEqual(
      await outcomesUnder({ version, settings: [] }),
    );
  });
});
