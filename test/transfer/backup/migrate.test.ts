import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../../src/database/connect.ts';
import { migrations } from '../../../src/database/migrate.ts';
import { course, procurement } from '../../../src/domains.ts';
import { minimal } from '../../../src/seeders/procurement/minimal.ts';
import { migrateDownSafely, migrateUpSafely } from '../../../src/transfer/backup/migrate.ts';
import type { BackupResult } from '../../../src/transfer/backup/write.ts';
import { library } from '../../domains/toy/library.ts';
import { freshDatabase, servers } from '../../support/database.ts';
import { temporaryFolder } from '../../support/project.ts';
import { until } from '../../support/until.ts';
import { migrationsIn } from '../../support/written-migrations.ts';
import { failAtEach } from './failing.ts';
import { restoreOlder } from './older.ts';
import { seeded } from './seeded.ts';
import { contentsOf } from './state.ts';

const first = 'Migration20250904080000_initial';
const last = 'Migration20250904080200_auth';

it('a migration that fails at any statement leaves rows and structure as they were', async () => {
  const { client } = await seeded(procurement, minimal);
  const backups = join(temporaryFolder(), 'backups');
  expect(await failAtEach(client, procurement, 'down', backups)).toBeGreaterThan(5);
  expect(await failAtEach(client, procurement, 'up', backups)).toBeGreaterThan(20);
});

it.each(servers)(
  'a backup at an older migration is restored there, and goes up from it, on PostgreSQL $version',
  ({ version }) => restoreOlder(procurement, minimal, 1, version),
);

it('a backup is made where there are rows, before anything is changed, and says what goes', async () => {
  const { client, url } = await seeded(procurement, minimal);
  const { rows: sessions } = await client.query('select from sessions');
  const backups = join(temporaryFolder(), 'backups');
  const made: BackupResult[] = [];
  const options = { backups, onBackup: (backup: BackupResult) => made.push(backup) };
  const down = await migrateDownSafely(client, procurement, undefined, options);
  expect(down).toEqual({ names: [last], lost: { sessions: sessions.length } });
  expect(made).toHaveLength(1);
  expect(made[0]?.manifest.tables['sessions']?.rows).toBe(sessions.length);
  const { host, port, database = '' } = client;
  expect(made[0]?.folder.startsWith(join(backups, `${host}-${port}`, database))).toBe(true);
  expect(readdirSync(backups).sort()).toEqual(['.gitignore', `${host}-${port}`]);

  expect(await migrateUpSafely(client, procurement, undefined, options)).toEqual({ names: [last], lost: {} });
  expect(made).toHaveLength(2);
  // Nothing is run, so nothing is backed up.
  expect(await migrateUpSafely(client, procurement, undefined, options)).toEqual({ names: [], lost: {} });
  expect(await migrateUpSafely(client, procurement, first, options)).toEqual({ names: [], lost: {} });
  expect(made).toHaveLength(2);
  expect((await migrations(procurement, url).status()).pending).toEqual([]);
});

it('no backup is made where there is nothing but lookup rows, or none is wanted', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  const backups = join(temporaryFolder(), 'backups');
  await migrateDownSafely(client, course, 0, { backups });
  expect((await migrateUpSafely(client, course, undefined, { backups })).names.length).toBeGreaterThan(5);
  expect(existsSync(backups)).toBe(false);
  const { client: filled } = await seeded(procurement, minimal);
  expect((await migrateDownSafely(filled, procurement, 0)).names).toHaveLength(3);
});

it('rows that break a rule afterwards undo the migrations, and are named', async () => {
  const { client } = await seeded(procurement, minimal);
  await migrateDownSafely(client, procurement, undefined);
  await client.query('update porfs set total_value = total_value + 1');
  const before = await contentsOf(client);
  await expect(migrateUpSafely(client, procurement, undefined)).rejects.toMatchObject({
    code: 'migration_unverified',
    details: { problems: [expect.stringMatching(/^porfs_total_value, by \d+ rows: /)] },
    hint: expect.stringContaining('The database is as it was.'),
  });
  expect(await contentsOf(client)).toEqual(before);
});

it('a migration that PostgreSQL refuses is named', async () => {
  const { client } = await seeded(procurement, minimal);
  await migrateDownSafely(client, procurement, undefined);
  await client.query('create table sessions (id int)');
  await expect(migrateUpSafely(client, procurement, undefined)).rejects.toMatchObject({
    code: 'migration_refused',
    details: { migration: last },
    message: expect.stringContaining('The database is as it was.'),
  });
  await client.query('drop table sessions');
});

it('down to what has not run reverts nothing', async () => {
  const { client } = await seeded(procurement, minimal);
  await migrateDownSafely(client, procurement, first);
  expect(await migrateDownSafely(client, procurement, last)).toEqual({ names: [], lost: {} });
  await expect(migrateDownSafely(client, procurement, 'nowhere')).rejects.toMatchObject({
    code: 'unknown_migration',
  });
});

it('whoever is writing is waited for, and is in the backup, whatever the isolation by default', async () => {
  const { client, url } = await seeded(procurement, minimal);
  await client.query(`set default_transaction_isolation = 'repeatable read'`);
  const writer = await connect(url);
  await writer.query(`begin; insert into organisations (name) values ('Late')`);
  const made: BackupResult[] = [];
  const backups = join(temporaryFolder(), 'backups');
  const down = migrateDownSafely(client, procurement, undefined, {
    backups,
    onBackup: (backup) => made.push(backup),
  });
  const waits = `select from pg_locks where not granted and database =
    (select oid from pg_database where datname = current_database())`;
  await until(async () => (await writer.query(waits)).rowCount === 1);
  await writer.query('commit');
  await writer.end();
  await down;
  const { rows } = await client.query<{ count: number }>('select count(*)::int from organisations');
  expect(made[0]?.manifest.tables['organisations']?.rows).toBe(rows[0]?.count);
});

it('rows that row security hides are not lost without a backup', async () => {
  const { client, url } = await freshDatabase();
  const role = `owner_${client.database}`;
  await client.query(`create role ${role} login password 'secret'; alter schema public owner to ${role}`);
  const owner = await connect(Object.assign(new URL(url), { username: role, password: 'secret' }).toString());
  const down = (options: object) => migrateDownSafely(owner, library, 0, options);
  try {
    await migrateUpSafely(owner, library, undefined);
    await owner.query(`insert into shelf (label, built_at) values ('Hidden', now());
      alter table shelf enable row level security; alter table shelf force row level security`);
    const backups = join(temporaryFolder(), 'backups');
    await expect(down({ backups })).rejects.toMatchObject({
      code: 'backup_refused',
      details: { sqlState: '42501' },
    });
    expect((await client.query('select from shelf')).rowCount).toBe(1);
    expect((await down({})).names).toHaveLength(1);
  } finally {
    await owner.end();
    await client.query(`reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`);
  }
});

it('tables that go say how many rows they had, those that get another name do not', async () => {
  const { client, url } = await freshDatabase();
  const [start, change, later] = [
    'Migration20250101_a',
    'Migration20250102_b',
    'Migration20250103_c',
  ] as const;
  const ups = {
    [start]: `this.addSql('create table attic (id int)'); this.addSql('create table scrap (id int)');`,
    [change]: `this.addSql('alter table attic rename to loft'); this.addSql('drop table scrap');`,
    [later]: '',
  };
  const domain = { ...library, migrations: migrationsIn(temporaryFolder(), ups) };
  await migrations(domain, url).up({ to: start });
  await client.query('insert into attic values (1); insert into scrap values (1), (2)');
  expect((await migrateUpSafely(client, domain, change)).lost).toEqual({ scrap: 2 });
});

it('tables that go and are in no backup are named, and stay', async () => {
  const { client, url } = await freshDatabase();
  const [start, change] = ['Migration20250101_a', 'Migration20250102_b'] as const;
  const execute = (words: string) =>
    `this.addSql("do $$ begin execute '${words} table ' || 'hid' || 'den' || '${words === 'create' ? ' ()' : ''}'; end $$");`;
  const ups = {
    [start]: `this.addSql('create schema apart'); this.addSql('create table apart.log (id int)'); ${execute('create')}`,
    [change]: `this.addSql('drop schema apart cascade'); ${execute('drop')}`,
    Migration20250103_c: '',
  };
  const domain = { ...library, migrations: migrationsIn(temporaryFolder(), ups) };
  await migrations(domain, url).up({ to: start });
  await client.query('insert into apart.log values (1); insert into hidden default values');
  const up = (options: object) => migrateUpSafely(client, domain, change, options);
  await expect(up({ backups: join(temporaryFolder(), 'backups') })).rejects.toMatchObject({
    code: 'tables_unsaved',
    details: { tables: ['apart.log', 'public.hidden'] },
  });
  expect((await client.query('select from apart.log, hidden')).rowCount).toBe(1);
  expect((await up({})).names).toEqual([change]);
});

it('a migration without a way down is refused before anything is done', async () => {
  const { client, url } = await freshDatabase();
  const ups = { Migration20250101000000_one_way: `this.addSql('create table book (id int)');` };
  const oneWay = { ...library, migrations: migrationsIn(temporaryFolder(), ups) };
  await migrations(oneWay, url).up();
  await client.query('insert into book values (1)');
  const backups = join(temporaryFolder(), 'backups');
  await expect(migrateDownSafely(client, oneWay, undefined, { backups })).rejects.toMatchObject({
    code: 'migration_irreversible',
  });
  expect(existsSync(backups)).toBe(false);
});

it('a migration that must not run in a transaction is refused before anything is done', async () => {
  const { client } = await freshDatabase();
  const folder = temporaryFolder();
  const up = `this.addSql('create table book (id int)'); }\n  isTransactional() { return false;`;
  const outside = { ...library, migrations: migrationsIn(folder, { Migration20250101000000_outside: up }) };
  await expect(migrateUpSafely(client, outside, undefined)).rejects.toMatchObject({
    code: 'migration_outside',
    details: { migration: 'Migration20250101000000_outside' },
  });
  expect(await contentsOf(client)).toEqual({});
});
