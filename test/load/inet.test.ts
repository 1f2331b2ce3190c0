import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { inetText } from '../../src/load/types/inet.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});

const ipv6 = fc.oneof(
  fc.ipV6(),
  fc
    .array(fc.constantFrom('0', '0', '1', 'FFFF', '00a0'), { minLength: 8, maxLength: 8 })
    .map((groups) => groups.join(':')),
);
const address = fc.oneof(fc.ipV4(), ipv6);
const withMask = fc.tuple(address, fc.integer({ min: 0, max: 130 })).map(([host, bits]) => `${host}/${bits}`);

it('addresses are written as PostgreSQL writes them, and refused where it does', async () => {
  const texts = fc.sample(fc.oneof(address, withMask), { seed: 4, numRuns: 2_000 });
  const { rows } = await database.client.query<{ written: string | null }>(
    `select case when pg_input_is_valid(given, 'inet') then given::inet end as written
       from unnest($1::text[]) with ordinality as t (given, n) order by n`,
    [texts],
  );
  expect(texts.map((text) => [text, inetText(text) ?? null])).toEqual(
    texts.map((text, i) => [text, rows[i]?.written]),
  );
});

it.each(['', 'x', '1.2.3', '1.2.3.4.5', '::1%eth0', '1.2.3.4/x', '1.2.3.4/', '1.2.3.4/1/2', ' 1.2.3.4'])(
  'no address: %j',
  (text) => {
    expect(inetText(text)).toBeUndefined();
  },
);
