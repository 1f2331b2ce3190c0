import { describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { firstPlatform } from '../platform/database.ts';
import { requireTaken, scenarios } from '../platform/scenarios.ts';
import { baselineOf, leaveBaseline } from '../staging/baseline.ts';
import { stagingAt } from '../staging/staging.ts';
import { freshDatabase, servers } from '../support/database.ts';

const midnight = new Date();
midnight.setUTCHours(0, 0, 0, 0);

describe.each(servers)('the first platform on PostgreSQL $version', ({ version }) => {
  describe.each([
    { date: 'the default date', now: DEFAULT_NOW },
    { date: 'today', now: midnight },
  ])('on $date', ({ now }) => {
    test.each(scenarios)('takes $name', async (scenario) => {
      await requireTaken(scenario, { version, now });
    });
  });
});

const ownTables = ({ version }: { readonly version: 15 | 18 }) =>
  freshDatabase({ version, template: 'course' });

describe.each(servers)('20 resets, each undone, on PostgreSQL $version', ({ version }) => {
  test.each([
    { make: firstPlatform, of: 'the first platform', strategy: 'transaction' },
    // A dump of this machine is of version 15.
    ...(version === 15
      ? [{ make: firstPlatform, of: 'the first platform', strategy: 'rename' } as const]
      : []),
    { make: ownTables, of: 'our own tables', strategy: 'rename' },
    { make: ownTables, of: 'our own tables', strategy: 'transaction' },
  ] as const)('by $strategy leave what the migrations of $of have left', async ({ make, strategy }) => {
    const { url, client } = await make({ version });
    await leaveBaseline(client);
    const before = await baselineOf(client);
    await setLabel(client, course, 'staging', 'ada');
    const permission = { author: { by: 'ada' }, embedded: false, confirm: addressOf(client) };
    const staging = stagingAt(url, version, permission);
    const requireKept = async (): Promise<void> => {
      const look = await connect(url);
      expect(await baselineOf(look).finally(() => look.end())).toEqual(before);
    };
    for (let number = 0; number < 20; number++) {
      expect(await staging.resetTo(minimal, number, { strategy })).toMatchObject({ rows: 27, used: [] });
      await requireKept();
      await staging.undo();
      await requireKept();
      // Every other time the new data stays, and is replaced in turn.
      if (number % 2 === 0) await staging.redo();
    }
    await requireKept();
  });
});
