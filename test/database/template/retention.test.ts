import { describe, expect, test } from 'vitest';
import type { MarkedDatabase } from '../../../src/database/marked/databases.ts';
import { templateName } from '../../../src/database/template/names.ts';
import { KEPT_DAYS, KEPT_TEMPLATES, superfluous } from '../../../src/database/template/retention.ts';
import { servers } from '../../support/database.ts';
import { fill, recipe, setAge, templateUsers } from './users.ts';

test('those that were asked for last stay, 32 with the current one', () => {
  const templates: MarkedDatabase[] = Array.from({ length: KEPT_TEMPLATES + 2 }, (_, i) => ({
    name: templateName({ ...recipe, dataset: `${i}` }, 'postgres'),
    mark: { kind: 'template', used: `2026-01-${10 + ((7 * i) % (KEPT_TEMPLATES + 2))}` },
    isOpen: false,
  }));
  const byUse = templates.toSorted((a, b) => ((a.mark.used ?? '') < (b.mark.used ?? '') ? -1 : 1));
  const [first, second, third] = byUse.map(({ name }) => name);
  expect(superfluous(templates, first ?? '', '2025')).toEqual([third, second]);
});

describe.each(servers)('templates on PostgreSQL $version', ({ version }) => {
  const place = templateUsers(version);
  const { user, leave, mine } = place;

  test('that nobody has asked for in 30 days go when the next one is asked for, unless they are in use', async () => {
    const ensured = async (by: Awaited<ReturnType<typeof user>>, dataset: string) =>
      await by.ensure({ ...recipe, dataset }, (at) => fill(at));
    const gone = await user();
    const old = await ensured(gone, 'old');
    const young = await ensured(gone, 'young');
    const askedFor = await ensured(gone, 'old, and asked for again');
    await leave(gone);
    const another = await user();
    const inUse = await ensured(another, 'old, and used by another process');
    const asking = await user();
    const own = await ensured(asking, 'old, and used by the same process');
    for (const name of [old, askedFor, inUse, own]) await setAge(place, name, KEPT_DAYS + 1);
    await setAge(place, young, KEPT_DAYS - 1);

    await ensured(asking, 'old, and asked for again');
    const latest = await ensured(asking, 'latest');
    expect(await mine()).toEqual([young, askedFor, inUse, own, latest].sort());

    await leave(another);
    await leave(asking);
    await ensured(await user(), 'latest');
    expect(await mine()).toEqual([young, askedFor, latest].sort());
  });
});
