import { expect, it } from 'vitest';
import { connect } from '../../../src/database/connect.ts';
import { procurement } from '../../../src/domains.ts';
import { minimal } from '../../../src/seeders/procurement/minimal.ts';
import { migrateDownSafely } from '../../../src/transfer/backup/migrate.ts';
import { backUp } from '../../../src/transfer/backup/write.ts';
import { temporaryFolder } from '../../support/project.ts';
import { killAt, moments, type Work } from './kills.ts';
import { seeded } from './seeded.ts';
import { contentsOf } from './state.ts';

// Of each the moment that comes latest but one; all of them are in the long suite.
it.each(Object.entries(moments) as [Work, number][])(
  'one who is killed in the midst of his work (%s) leaves the database as it was, and no half backup',
  (work, last) => killAt(work, last - 1),
);

it('a connection that is lost is told', async () => {
  const { client: other, url } = await seeded(procurement, minimal);
  const before = await contentsOf(other);
  const lose = async (
    work: (client: Awaited<ReturnType<typeof connect>>, onProgress: () => void) => unknown,
  ) => {
    const client = await connect(url);
    await work(client, () => client.connection.stream.destroy());
    await client.end().catch(() => {});
  };
  const folder = `${temporaryFolder()}/backup`;
  await lose((client, onProgress) =>
    expect(backUp(client, procurement, folder, { onProgress })).rejects.toMatchObject({
      code: 'connection_lost',
    }),
  );
  await lose((client, onProgress) =>
    expect(migrateDownSafely(client, procurement, undefined, { onProgress })).rejects.toMatchObject({
      code: 'connection_lost',
    }),
  );
  expect(await contentsOf(other)).toEqual(before);
});
