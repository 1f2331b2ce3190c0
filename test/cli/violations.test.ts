import { expect, it } from 'vitest';
import { renderViolations } from '../../src/cli/violations.ts';
import { course } from '../../src/domains.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import type { ViolatingRow } from '../../src/rules/verify.ts';

function violation(name: string, rows: number, ...first: ViolatingRow[]) {
  const rule = rulesOf(course).find((one) => one.name === name);
  if (!rule) throw new Error(`no rule ${name}`);
  return { rule, rows, first };
}

const outOfRange = violation(
  'result_range',
  12_345,
  { key: { id: 'a' }, right: 'from 0 to 1, not 1.5' },
  { key: { id: 'b' }, right: 'from 0 to 1, not 20' },
);
const noUser = violation('user_role_user_id_fkey', 2, {
  key: { user_id: 'u', role_id: 'r' },
  right: 'the id of a user that exists',
});

it('shows rows side by side where they fit', () => {
  expect(renderViolations([outOfRange, noUser], 80)).toBe(`\
result_range: 12,345 rows of result
  A result is from 0 to 1.

  id  should be
  a   from 0 to 1, not 1.5
  b   from 0 to 1, not 20
  and 12,343 more

user_role_user_id_fkey: 2 rows of user_role
  The user_id of a user_role is the id of a user.

  user_id  role_id  should be
  u        r        the id of a user that exists
  and 1 more`);
});

it('shows each value on a line where they do not', () => {
  expect(renderViolations([outOfRange, noUser], 25)).toBe(`\
result_range: 12,345 rows of result
  A result is from 0 to
  1.

  id         a
  should be  from 0 to 1, not 1.5

  id         b
  should be  from 0 to 1, not 20

  and 12,343 more

user_role_user_id_fkey: 2 rows of user_role
  The user_id of a
  user_role is the id of
  a user.

  user_id    u
  role_id    r
  should be  the id of a user that exists

  and 1 more`);
});
