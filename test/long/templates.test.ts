import { describe, expect, test } from 'vitest';
import { KEPT_TEMPLATES } from '../../src/database/template/retention.ts';
import { fill, recipe, setAge, templateUsers } from '../database/template/users.ts';
import { servers } from '../support/database.ts';

describe.each(servers)('templates on PostgreSQL $version', ({ version }) => {
  const place = templateUsers(version);
  const { user, leave, mine } = place;

  test('are no more than 32, the last that were asked for, and those in use', async () => {
    const gone = await user();
    const names: string[] = [];
    for (let i = 0; i < KEPT_TEMPLATES + 2; i++)
      names.push(await gone.ensure({ ...recipe, dataset: `${i}` }, (at) => fill(at)));
    const [first = '', second = '', third = ''] = names;
    // Not in the order in which they were made.
    for (const [i, name] of names.entries()) await setAge(place, name, name === first ? 0 : 20 - i / 10);
    await leave(gone);
    const another = await user();
    await another.ensure({ ...recipe, dataset: '1' }, (at) => fill(at));
    await setAge(place, second, 21);

    const asking = await user();
    const latest = await asking.ensure({ ...recipe, dataset: 'latest' }, (at) => fill(at));
    const [fourth = ''] = names.slice(3);
    const left = await mine();
    // 32 with the latest; the one in use is beside them.
    expect(left).toHaveLength(KEPT_TEMPLATES + 1);
    expect(left).toEqual(expect.arrayContaining([first, second, latest, ...names.slice(4)]));
    expect(left).not.toContain(third);
    expect(left).not.toContain(fourth);
  });
});
