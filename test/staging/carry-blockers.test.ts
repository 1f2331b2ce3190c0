import { expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { planReset } from '../../src/staging/plan.ts';
import { stagingDatabase, stateOf } from './staging.ts';

test('values that mean something else elsewhere and broken keys that count as valid are in the way, as the dry run says', async () => {
  const staging = await stagingDatabase();
  await staging.ask(`create table seen (kind regclass, pair oid[], small text);
    create table node (id int primary key, parent int references node);
    insert into seen values ('node', null, 'b'), (null, '{1}', 'c');
    set session_replication_role = replica; insert into node values (1, 2)`);
  const before = await stateOf(staging);
  const options = { ...staging.permission, strategy: 'rename' } as const;
  const planned = planReset(staging.url, course, minimal, { seed: 7, now: DEFAULT_NOW }, options);
  const expected = {
    code: 'strategy_impossible',
    details: {
      reasons: [
        'the column kind of public.seen has values of type regclass, which mean something else in another database',
        'the column pair of public.seen has values of type oid[], which mean something else in another database',
        'the foreign key node_parent_fkey of public.node counts as valid, but 1 rows have no target',
      ],
    },
  };
  await expect(planned).rejects.toMatchObject(expected);
  await expect(staging.reset({ strategy: 'rename' })).rejects.toMatchObject(expected);
  expect(await stateOf(staging)).toEqual(before);
});
