import { expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { planReset } from '../../src/staging/plan.ts';
import { stagingDatabase, stateOf } from './staging.ts';

test.each([
  [
    'a column is missing',
    'alter table public.course_content drop column version_identifier',
    /version_identifier/,
    undefined,
  ],
  [
    'another one demands a value',
    'alter table public."user" add tenant int not null default 1; alter table public."user" alter tenant drop default',
    /tenant/,
    'transaction',
  ],
] as const)('where %s, the dry run refuses what a reset would', async (_, change, named, strategy) => {
  const staging = await stagingDatabase();
  await staging.ask(change);
  const before = await stateOf(staging);
  const refusal = { code: 'structure_mismatch', message: expect.stringMatching(named) };
  const origin = { seed: 7, now: DEFAULT_NOW };
  const options = { ...staging.permission, strategy };
  await expect(planReset(staging.url, course, minimal, origin, options)).rejects.toMatchObject(refusal);
  await expect(staging.reset({ strategy })).rejects.toMatchObject(refusal);
  expect(await stateOf(staging)).toEqual(before);
});
