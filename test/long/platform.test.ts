import { describe, test } from 'vitest';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { requireTaken, scenarios } from '../platform/scenarios.ts';
import { servers } from '../support/database.ts';

const midnight = new Date();
midnight.setUTCHours(0, 0, 0, 0);

describe.each(servers)('the first platform on PostgreSQL $version', ({ version }) => {
  describe.each([
    { date: 'the default date', at: DEFAULT_AT },
    { date: 'today', at: midnight },
  ])('on $date', ({ at }) => {
    test.each(scenarios)('takes $name', async (scenario) => {
      await requireTaken(scenario, { version, at });
    });
  });
});
