import { expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { blockersOfRename } from '../../src/staging/blockers.ts';
import { serverUrl } from '../support/database.ts';
import { stagingDatabase } from './staging.ts';

test('a role that may end sessions, but not see whether they are in the midst of something, ends none', async () => {
  const { name, url, ask, askServer } = await stagingDatabase();
  const [deploy, app] = [`deploy_${name}`, `app_${name}`];
  const as = (role: string, place: string) => connect(place.replace(/\/\/[^@]*@/, `//${role}:secret@`));
  await askServer(`create role ${deploy} login createdb password 'secret'; create role ${app} login password 'secret';
    grant pg_signal_backend to ${deploy}; alter database ${name} owner to ${deploy}`);
  await ask(`grant all on all tables in schema public, seedbed_staging to ${deploy}`);
  const clients = [await as(deploy, url), await as(deploy, serverUrl(18)), await as(app, url)] as const;
  const [target, maintenance] = clients;
  try {
    const reason = `the role "${app}" has sessions in it`;
    expect(
      await blockersOfRename({ target, maintenance, confinement: undefined, name }, course, new Map()),
    ).toContainEqual(expect.stringContaining(reason));
    await askServer(`grant pg_read_all_stats to ${deploy}`);
    expect(
      await blockersOfRename({ target, maintenance, confinement: undefined, name }, course, new Map()),
    ).not.toContainEqual(expect.stringContaining(reason));
  } finally {
    for (const client of clients) await client.end();
    await askServer(`alter database ${name} owner to current_user`);
    await ask(`drop owned by ${deploy}`);
    await askServer(`drop role ${deploy}, ${app}`);
  }
});
