import { expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { cases, describeNumbers } from './describe-numbers.ts';
import { type Given, numberedDatabase, take } from './numbers.ts';

describeNumbers(
  cases.filter(
    ({ version, strategy, taker }) => version === 18 || (strategy === 'rename' && taker === 'insert'),
  ),
  { clients: 4, resets: 1 },
);

// While PostgreSQL multiplies, it looks for no signal that would end the session.
const products = Array(8).fill('(n * n > 0)::int').join(' + ');
const busy = `select ${products} as products, nextval('public.ticket') as number
  from (select repeat('3', 65000 + (random() * 0)::int)::numeric as n offset 0) as it`;

test('a number that somebody takes while being disconnected is not given again', async () => {
  const { url, client, reset } = await numberedDatabase(18, 'nextval');
  await client.end();
  const given: Given = { numbers: [], certain: [], lost: 0 };
  const last = await connect(url);
  let taking: Promise<unknown> | undefined;
  await reset('rename', 1, (step) => {
    if (step === 'swapping') taking ??= take(last, busy, given).catch(() => {});
  });
  await taking;
  const next = await connect(url);
  await take(next, `select nextval('public.ticket') as number`, given);
  await next.end();
  expect(new Set(given.numbers).size).toBe(given.numbers.length);
});
