import { describe, expect, test } from 'vitest';
import { everySetting, SettingsDatabase, ways } from '../database/every-setting.ts';
import { servers } from '../support/database.ts';

const places = servers.flatMap(({ version }) => ways.map((way) => ({ version, way })));

describe.each(places)('on PostgreSQL $version, by $way', ({ version, way }) => {
  test('each setting alone changes no answer, or is named as what is in the way', async () => {
    const database = await SettingsDatabase.make(version, way);
    const without = await database.outcomes();
    expect(JSON.stringify(without)).not.toContain('"code"');
    const tried = new Set<string>();
    for (const hostile of await everySetting(database.client)) {
      const [name] = hostile.setting;
      // What the versions tell apart is which there are, and not what a value does.
      if (version !== 18 && (tried.has(name) || !hostile.isShaping)) continue;
      const outcomes = await database.outcomesUnder(hostile);
      if (!outcomes) continue;
      tried.add(name);
      if (!('code' in outcomes)) expect({ ...without, ...outcomes }, name).toEqual(without);
      else expect(outcomes).toMatchObject({ code: 3, message: expect.any(String) });
      if ('code' in outcomes) expect(`${outcomes['message']} ${outcomes['hint']}`).toContain(name);
    }
    expect(tried.size).toBeGreaterThan(version === 18 ? 150 : 40);
    await database.drop();
  });
});
