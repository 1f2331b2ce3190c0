import { beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { addressOf } from '../../src/staging/address.ts';
import { ExclusiveSession } from '../../src/staging/exclusive-session.ts';
import { setLabel } from '../../src/staging/label.ts';
import { planReset } from '../../src/staging/plan.ts';
import { type ResetOptions, reset } from '../../src/staging/reset.ts';
import { redo, undo } from '../../src/staging/undo.ts';
import { library, shelves } from '../domains/toy/library.ts';
import { temporaryProject } from '../support/project.ts';

// A server of its own: who may connect to its database `postgres` is changed.
const server = embeddedServer({ directory: temporaryProject() });
let admin: string;
let tenant: string;
let confirm: string;

beforeAll(async () => {
  await server.start();
  admin = await server.ensureDatabase('tenancy');
  const client = await connect(admin);
  await client.query(`revoke connect on database postgres from public;
    create role tenant login password 'secret'; alter database tenancy owner to tenant`);
  await client.end();
  tenant = Object.assign(new URL(admin), { username: 'tenant', password: 'secret' }).toString();
  await migrations(library, tenant).up();
  const own = await connect(tenant);
  await setLabel(own, library, 'staging', 'ada');
  confirm = addressOf(own);
  await own.end();
});

const permission = (by: string) => ({ author: { by }, embedded: false, confirm });

async function resetAs(url: string, seed: number, options: Partial<ResetOptions> = {}) {
  return await reset(url, library, shelves, { seed, now: DEFAULT_NOW }, { ...permission('ada'), ...options });
}

async function ask(url: string, sql: string) {
  const client = await connect(url);
  return await client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

const titles = () => ask(tenant, 'select title from book order by title');
const refusal =
  'databases are renamed from the database "postgres", and there: permission denied for database "postgres"';

test('a role that may not connect to the database postgres resets in place, undoes and redoes that', async () => {
  const found = [await titles()];
  for (const seed of [1, 2]) {
    expect(await resetAs(tenant, seed)).toMatchObject({
      strategy: 'transaction',
      reasons: expect.arrayContaining([expect.stringContaining(refusal)]),
    });
    found.push(await titles());
  }
  await undo(tenant, library, permission('ada'));
  expect(await titles()).toEqual(found[1]);
  await redo(tenant, library, permission('ada'));
  expect(await titles()).toEqual(found[2]);
  const planned = await planReset(tenant, library, shelves, { seed: 3, now: DEFAULT_NOW }, permission('ada'));
  expect(planned).toMatchObject({ strategy: 'transaction', sessions: [] });
});

test('such a role is told why it cannot replace a database by another one', async () => {
  const refused = {
    code: 'strategy_impossible',
    details: { reasons: expect.arrayContaining([expect.stringContaining(refusal)]) },
  };
  await expect(resetAs(tenant, 3, { strategy: 'rename' })).rejects.toMatchObject(refused);
  await resetAs(admin, 3, { strategy: 'rename' });
  await expect(undo(tenant, library, permission('ada'))).rejects.toMatchObject({
    code: 'access_refused',
    message: expect.stringContaining('permission denied for database "postgres"'),
  });
  await undo(admin, library, permission('ada'));
});

test('one who may connect there and one who may not notice each other', async () => {
  for (const [first, second] of [
    [admin, tenant],
    [tenant, admin],
  ] as const) {
    const session = await ExclusiveSession.open(first, library, 'reset', permission('ada'));
    await expect(resetAs(second, 5, { author: { by: 'eve' } })).rejects.toMatchObject({
      code: 'reset_underway',
      details: { holder: expect.stringContaining('reset by ada') },
    });
    await session.close();
  }
});

test('on a server without that database it is the same', async () => {
  await ask(admin, 'alter database postgres rename to elsewhere');
  try {
    expect(await resetAs(admin, 6)).toMatchObject({
      strategy: 'transaction',
      reasons: [expect.stringContaining('database "postgres" does not exist')],
    });
    await undo(admin, library, permission('ada'));
  } finally {
    await ask(admin, 'alter database elsewhere rename to postgres');
  }
});

test('that database itself can be reset in place', async () => {
  const url = await server.url('postgres');
  await migrations(library, url).up();
  const embedded = { author: { by: 'ada' }, embedded: true };
  expect(await reset(url, library, shelves, { seed: 1, now: DEFAULT_NOW }, embedded)).toMatchObject({
    strategy: 'transaction',
    reasons: ['it is the one that others are renamed from'],
  });
  await undo(url, library, embedded);
});
