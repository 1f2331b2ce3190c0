import { describe, expect, it } from 'vitest';
import { afterDump } from '../../src/database/after-dump.ts';
import { everyServer, freshDatabase } from '../support/database.ts';

describe.each(everyServer)('an expression that PostgreSQL $version prints', ({ version }) => {
  it.each([
    `a in ('one', 'two')`,
    `a not in ('it''s', E'back\\\\slash', '', '], ARRAY[''x''::text])::text[]')`,
    `b = any (array['x', 'y']::varchar[]) or a is null`,
    `c in ('x', 'y') and a in ('x', 'y')`,
    `d in ('x', 'y')`,
    `e in (1, 2)`,
    `a = any (array['x'::varchar(3), 'y'])`,
    `coalesce(a, b) in ('x', 'y')`,
  ])('is what it prints after a round trip: %s', async (expression) => {
    const { client } = await freshDatabase({ version });
    const printed = async (name: string): Promise<string> => {
      const { rows } = await client.query<{ definition: string }>(
        'select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1',
        [name],
      );
      return rows[0]?.definition ?? '';
    };
    await client.query(`create domain "My Word" as varchar(9);
      create table t (a varchar(20), b text, c name, d "My Word", e bigint);
      alter table t add constraint first check (${expression})`);
    const first = await printed('first');
    await client.query(`alter table t add constraint second ${first}`);
    const second = await printed('second');
    await client.query(`alter table t add constraint third ${second}`);
    expect(await printed('third')).toBe(second);
    expect(afterDump(first)).toBe(second);
    expect(afterDump(second)).toBe(second);
  });
});

it('an expression that means something else stays another one', () => {
  const list = (...words: string[]) =>
    afterDump(
      `((a)::text = ANY ((ARRAY[${words.map((word) => `'${word}'::character varying`).join(', ')}])::text[]))`,
    );
  expect(list('x', 'y')).not.toBe(list('x', 'z'));
  expect(list('x')).not.toBe(list('x', 'x'));
});
