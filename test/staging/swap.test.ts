import { expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { ExclusiveSession } from '../../src/staging/exclusive-session.ts';
import { chooseStrategy } from '../../src/staging/strategy.ts';
import { swap } from '../../src/staging/swap.ts';
import { serverUrl } from '../support/database.ts';
import { stagingDatabase } from './staging.ts';

test('an exchange that is refused disconnects nobody', async () => {
  const { name, url, open, askServer } = await stagingDatabase();
  await askServer(`create database ${name}_next`);
  await askServer(`create database ${name}_aside`);
  const reader = await open();
  const session = await ExclusiveSession.open(url, course, 'a test', {
    author: { by: 'ada' },
    embedded: true,
  });
  const aside = { name: `${name}_aside`, kind: 'undone' } as const;
  await expect(swap(session, { next: `${name}_next`, aside, dressing: [] })).rejects.toMatchObject({
    code: '42P04',
  });
  expect((await reader.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await session.close();
  await askServer(`drop database ${name}_next`);
  await askServer(`drop database ${name}_aside`);
});

test('the database from which others are renamed is not renamed itself', async () => {
  const client = await connect(serverUrl(18));
  const name = 'postgres';
  expect(
    await chooseStrategy({ target: client, maintenance: client, confinement: undefined, name }, course, {
      forced: undefined,
      baseline: new Map(),
    }),
  ).toEqual({
    strategy: 'transaction',
    reasons: [expect.stringContaining('renamed from')],
  });
  await client.end();
});
