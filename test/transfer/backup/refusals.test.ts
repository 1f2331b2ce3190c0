import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../src/database/connect.ts';
import { migrations } from '../../../src/database/migrate.ts';
import { boardroom, course, procurement } from '../../../src/domains.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { minimal } from '../../../src/seeders/procurement/minimal.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { restore } from '../../../src/transfer/backup/restore.ts';
import { backUp } from '../../../src/transfer/backup/write.ts';
import { freshDatabase } from '../../support/database.ts';
import { temporaryFolder } from '../../support/project.ts';
import { contentsOf, structureOf } from './state.ts';

const disk = temporaryFolder();
/** Less than the rows take. */
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
afterAll(() => {
  if (mounted) execFileSync('umount', [disk]);
});

let source: pg.Client;
let original: string;

beforeAll(async () => {
  source = (await freshDatabase({ template: 'procurement' })).client;
  await seed(source, procurement, minimal, { seed: 0, now: DEFAULT_NOW });
  original = join(temporaryFolder(), 'backup');
  await backUp(source, procurement, original);
});

const copy = (): string => {
  const folder = join(temporaryFolder(), 'copy');
  cpSync(original, folder, { recursive: true });
  return folder;
};

const state = async (client: pg.Client) => ({
  contents: await contentsOf(client),
  structure: await structureOf(client, procurement),
});

describe('a backup', () => {
  it('is for nobody else to read', () => {
    expect(statSync(original).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(original))
      expect(statSync(join(original, name)).mode & 0o777, name).toBe(0o600);
  });

  it('is never written over anything', async () => {
    const folder = join(temporaryFolder(), 'there');
    mkdirSync(folder);
    writeFileSync(join(folder, 'letter'), 'Dear Ada');
    await expect(backUp(source, procurement, folder)).rejects.toMatchObject({ code: 'output_in_use' });
    await expect(backUp(source, procurement, original)).rejects.toMatchObject({ code: 'output_in_use' });
    await expect(backUp(source, procurement, join(folder, 'letter'))).rejects.toMatchObject({
      code: 'output_in_use',
    });
    expect(readdirSync(folder)).toEqual(['letter']);
  });

  it('is not made of a database without the tables', async () => {
    const { client } = await freshDatabase();
    const root = temporaryFolder();
    await expect(backUp(client, course, join(root, 'none'))).rejects.toMatchObject({ code: 'not_migrated' });
    expect(readdirSync(root)).toEqual([]);
    expect(client.getTransactionStatus()).toBe('I');
  });

  it('is not made by who may not read every row', async () => {
    const { client, url } = await freshDatabase({ template: 'procurement' });
    const role = `reader_${client.database}`;
    await client.query(`create role ${role} login password 'secret'`);
    const asReader = await connect(
      Object.assign(new URL(url), { username: role, password: 'secret' }).toString(),
    );
    const root = temporaryFolder();
    try {
      const attempt = () => backUp(asReader, procurement, join(root, 'hidden'));
      await client.query(
        `grant select on mikro_orm_migrations, organisations, users, porfs, porf_lines to ${role}`,
      );
      await expect(attempt()).rejects.toMatchObject({
        code: 'backup_refused',
        details: { sqlState: '42501' },
      });
      await client.query(`grant select on all tables in schema public to ${role};
        grant select on all sequences in schema public to ${role};
        alter table users enable row level security`);
      await expect(attempt()).rejects.toMatchObject({
        code: 'backup_refused',
        details: { sqlState: '42501' },
      });
      expect(readdirSync(root)).toEqual([]);
      await client.query('alter table users disable row level security');
      await attempt();
    } finally {
      await asReader.end();
      await client.query(`drop owned by ${role}; drop role ${role}`);
    }
  });

  it('leaves out tables of others, and names them', async () => {
    const { client } = await freshDatabase({ template: 'procurement' });
    await client.query('create table feature_flags (name text)');
    const made = await backUp(client, procurement, join(temporaryFolder(), 'flags'));
    expect(made.others).toEqual(['feature_flags']);
    expect(Object.keys(made.manifest.tables)).not.toContain('feature_flags');
  });

  it('is one moment, whatever others write meanwhile', async () => {
    const { client, url } = await freshDatabase({ template: 'procurement' });
    await client.query(`insert into organisations (name) values ('Early')`);
    const writer = await connect(url);
    let late: Promise<unknown> | undefined;
    const { manifest } = await backUp(client, procurement, join(temporaryFolder(), 'moment'), {
      onProgress: () => {
        late ??= writer.query(
          `insert into organisations (name) select 'Late ' || n from generate_series(1, 9) n`,
        );
      },
    });
    await late;
    await writer.end();
    expect(manifest.tables['organisations']?.rows).toBe(1);
  });

  it.runIf(mounted)('of which a disk is full is removed, and the connection is as it was', async () => {
    const { client } = await freshDatabase({ template: 'procurement' });
    await client.query(
      `insert into organisations (name) select repeat('x', 200) || n from generate_series(1, 20000) n`,
    );
    const before = await settingsOf(client);
    await expect(backUp(client, procurement, join(disk, 'backup'))).rejects.toMatchObject({
      code: 'output_failed',
      details: { reason: 'ENOSPC' },
    });
    expect(readdirSync(disk)).toEqual([]);
    expect(await settingsOf(client)).toEqual(before);
  });
});

async function settingsOf(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(
    `select current_setting('timezone'), current_setting('row_security'), current_setting('search_path'),
            (select count(*) from pg_locks where pid = pg_backend_pid() and locktype = 'advisory') as locks`,
  );
  return rows;
}

describe('a restore is refused before anything is asked of the database, of a backup', () => {
  const file = (folder: string): string => join(folder, '01-organisations.copy');
  const changed = (path: string, change: (text: string) => string) =>
    writeFileSync(path, change(readFileSync(path, 'utf8')));

  it.each<[string, (folder: string) => unknown, object]>([
    ['with a file missing', (folder) => rmSync(file(folder)), { code: 'backup_damaged' }],
    [
      'with a shorter file',
      (folder) => changed(file(folder), (text) => text.slice(0, -1)),
      { code: 'backup_damaged' },
    ],
    [
      'with another byte',
      (folder) =>
        changed(file(folder), (text) => text.replace(/[a-z]/, (letter) => (letter === 'q' ? 'r' : 'q'))),
      { code: 'backup_damaged' },
    ],
    [
      'with a foreign file',
      (folder) => writeFileSync(join(folder, 'x.copy'), ''),
      { code: 'backup_damaged' },
    ],
    ['without a manifest', (folder) => rmSync(join(folder, 'manifest.json')), { code: 'backup_missing' }],
    [
      'whose manifest leads elsewhere',
      (folder) =>
        changed(join(folder, 'manifest.json'), (text) => text.replace('01-organisations', '01-/../../x')),
      { code: 'manifest_unreadable' },
    ],
    [
      'of another domain',
      (folder) =>
        changed(join(folder, 'manifest.json'), (text) => text.replace('"procurement"', '"practice"')),
      { code: 'backup_unfit' },
    ],
    [
      'of a later version',
      (folder) => changed(join(folder, 'manifest.json'), (text) => text.replace('80200_auth', '80300_later')),
      { code: 'backup_unfit' },
    ],
  ])('%s', async (_, damage, error) => {
    const folder = copy();
    damage(folder);
    const { client } = await freshDatabase();
    await expect(restore(client, procurement, folder)).rejects.toMatchObject(error);
    expect(await contentsOf(client)).toEqual({});
  });
});

describe('a restore is refused, and changes nothing, in a database', () => {
  it('that holds rows', async () => {
    const { client } = await freshDatabase({ template: 'procurement' });
    await client.query(`insert into organisations (name) values ('Here')`);
    const before = await state(client);
    await expect(restore(client, procurement, original)).rejects.toMatchObject({
      code: 'data_present',
      details: { rows: { organisations: 1 } },
    });
    expect(await state(client)).toEqual(before);
  });

  it('where it fails at any step', async () => {
    const { client } = await freshDatabase({ template: 'procurement' });
    const before = await state(client);
    const steps: string[] = [];
    for (let failsAt = 1; ; failsAt++) {
      let heard = 0;
      const onProgress = (step: string) => {
        if (++heard === failsAt) throw new Error(step);
      };
      const outcome = await restore(client, procurement, original, { onProgress }).catch((error) => error);
      if (!(outcome instanceof Error)) break;
      steps.push(outcome.message);
      expect(await state(client), outcome.message).toEqual(before);
    }
    expect(steps.slice(-2)).toEqual(['building indexes and keys', 'checking rules']);
    expect(await contentsOf(client)).toEqual(await contentsOf(source));
  });

  it('of another domain', async () => {
    const { client } = await freshDatabase({ template: 'boardroom' });
    await expect(restore(client, procurement, original)).rejects.toMatchObject({ code: 'backup_unfit' });
  });

  it('whose tables others have made', async () => {
    const { client } = await freshDatabase();
    await client.query('create table porfs (id int)');
    await expect(restore(client, procurement, original)).rejects.toMatchObject({ code: 'unmanaged_tables' });
  });

  it('to whose tables those of others refer', async () => {
    const { client } = await freshDatabase({ template: 'procurement' });
    await client.query('create table badges (owner int constraint badge_owner references users)');
    await expect(restore(client, procurement, original)).rejects.toMatchObject({
      code: 'backup_unfit',
      message: expect.stringContaining('the table badges, which is not of the backup, refers to "users"'),
      hint: expect.stringContaining('"badge_owner"'),
    });
  });

  it('that lacks what was made by hand, and goes where it has it', async () => {
    const { client, url } = await freshDatabase();
    await migrations(procurement, url).up();
    await client.query('alter table porfs add column note text');
    await client.query(`insert into porfs (porf_no, total_value, note) values ('1', 0, 'by hand')`);
    const folder = join(temporaryFolder(), 'by-hand');
    await backUp(client, procurement, folder);
    const { client: target } = await freshDatabase();
    await expect(restore(target, procurement, folder)).rejects.toMatchObject({
      code: 'backup_unfit',
      message: expect.stringContaining('column "note" of "porfs"'),
    });
    expect(await contentsOf(target)).toEqual({});
    const { client: fitting } = await freshDatabase({ template: 'procurement' });
    await fitting.query('alter table porfs add column note text');
    await restore(fitting, procurement, folder);
    expect(await contentsOf(fitting)).toEqual(await contentsOf(client));
  });
});

it('lookup rows that migrations insert are replaced by those of the backup', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  await client.query(`update course_role set title = 'Head' where id = '_owner'`);
  const folder = join(temporaryFolder(), 'lookups');
  await backUp(client, course, folder);
  const { client: target } = await freshDatabase({ template: 'course' });
  await restore(target, course, folder);
  const { rows } = await target.query(`select title from course_role where id = '_owner'`);
  expect(rows).toEqual([{ title: 'Head' }]);
});

it('rows that break a rule come back as they were, and are told', async () => {
  const { client } = await freshDatabase({ template: 'boardroom' });
  const { rows } = await client.query<{ id: string }>(
    `insert into users (email, hashed_password) values ('ada@example.org', 'x') returning id`,
  );
  await client.query(
    `with room as (insert into boardrooms (name, owner_id) values ('Room', $1) returning id)
    insert into sessions (boardroom_id, user_id, title, status) select id, $1, 'Done', 'completed' from room`,
    [rows[0]?.id],
  );
  const folder = join(temporaryFolder(), 'broken');
  await backUp(client, boardroom, folder);
  const { client: target } = await freshDatabase();
  const { verification } = await restore(target, boardroom, folder);
  expect(verification?.violations).toHaveLength(1);
  expect(await contentsOf(target)).toEqual(await contentsOf(client));
});
