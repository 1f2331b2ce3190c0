import { join } from 'node:path';
import { expect, it } from 'vitest';
import { course } from '../../../src/domains.ts';
import { restore } from '../../../src/transfer/backup/restore.ts';
import { backUp } from '../../../src/transfer/backup/write.ts';
import { freshDatabase } from '../../support/database.ts';
import { temporaryFolder } from '../../support/project.ts';

// Columns and other words of the domain's migrations are called so.
it('tables of others are left out, whatever words of the migrations they are called by', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  await client.query(`create table address (street text); insert into address values ('Main Street');
    create table country (id int); create table migrations (id int); create table properties (id int)`);
  const { manifest, others, folder } = await backUp(client, course, join(temporaryFolder(), 'kept'));
  expect(others).toEqual(['address', 'country', 'migrations', 'properties']);
  expect(Object.keys(manifest.tables)).not.toContain('address');
  const { client: target } = await freshDatabase();
  expect((await restore(target, course, folder)).manifest.rows).toBe(manifest.rows);
});
