import { describe, test } from 'vitest';
import { resetAsOwner, resetTwice } from '../staging/resetting.ts';
import { servers } from '../support/database.ts';

const ways = servers.flatMap(({ version }) => [
  { version, strategy: 'rename' as const },
  { version, strategy: 'transaction' as const },
]);

describe.concurrent.each(ways)('a reset by $strategy on PostgreSQL $version', ({ version, strategy }) => {
  test('replaces the data, keeps whatever else there is, and can be undone twice', async () => {
    await resetTwice(version, strategy);
  });

  test('is of a role that owns the database and is nothing else', async () => {
    await resetAsOwner(version, strategy);
  });
});
