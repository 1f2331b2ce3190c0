import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../src/database/migrate.ts';
import { course, practice } from '../../src/domains.ts';
import { User } from '../../src/entities/course/index.ts';
import { settingsOf } from '../support/another-schema.ts';
import { freshDatabase, serverUrl } from '../support/database.ts';
import { found, newRole } from './found.ts';

describe('the version', () => {
  const saying = (version: number) => `
    create schema other; create function other.current_setting(name text) returns text language sql as $$
      select case name when 'server_version_num' then '${version}0002' when 'server_version' then '${version}.2'
                       else pg_catalog.current_setting(name) end $$`;

  it.each([
    [14, 'failure', 'Use a newer server'],
    [19, 'warning', 'newer seedbed'],
  ])('%i is a %s', async (version, state, hint) => {
    const { url, client } = await freshDatabase();
    await client.query(saying(version));
    const pool = new pg.Pool({ connectionString: url, Client: settingsOf('other') });
    expect(await found(pool, 'version')).toMatchObject({
      state,
      finding: `PostgreSQL ${version}.2`,
      hint: expect.stringContaining(hint),
      limits: { warning: 'newer than 18, on which nothing was tested', failure: 'older than 15' },
    });
    await pool.end();
  });
});

describe('the encoding', () => {
  it.each([
    ["encoding 'SQL_ASCII' locale 'C'", 'warning', 'SQL_ASCII, sorted by C'],
    ["encoding 'LATIN1' locale 'C'", 'failure', 'LATIN1, sorted by C'],
  ])('%s is a %s', async (options, state, finding) => {
    expect(await encodingOf(options)).toMatchObject({
      state,
      finding,
      hint: expect.stringContaining('UTF8'),
    });
  });

  it('with a collation that the system has otherwise is a warning', async () => {
    const options = `encoding 'UTF8' locale_provider icu icu_locale 'en' locale 'C'`;
    const result = await encodingOf(
      options,
      (name) => `update pg_database set datcollversion = '1' where datname = '${name}'`,
    );
    expect(result).toMatchObject({
      state: 'warning',
      finding: expect.stringContaining('of version 1, where the system has'),
      hint: expect.stringContaining('reindex'),
    });
  });

  async function encodingOf(options: string, alter?: (name: string) => string) {
    const { client } = await freshDatabase();
    const name = `${client.database}_encoding`;
    await client.query(`create database ${name} template template0 ${options}`);
    try {
      if (alter) await client.query(alter(name));
      return await found(serverUrl(18).replace(/\/postgres$/, `/${name}`), 'encoding');
    } finally {
      await client.query(`drop database ${name} with (force)`);
    }
  }
});

describe('the extensions', () => {
  it('missing are a failure, with how to make them', async () => {
    const { url } = await freshDatabase();
    expect(await found(url, 'extensions')).toMatchObject({
      state: 'failure',
      finding: `${[...course.extensions].sort().join(', ')} missing`,
      hint: expect.stringContaining('create extension "citext"'),
    });
  });

  it('that the server does not have are to be installed', async () => {
    const { url } = await freshDatabase({ template: 'course' });
    const rule = {
      name: 'number_is_a_cell',
      entity: User,
      enforcedBy: 'verify',
      description: 'The number of a user is a cell.',
      violations: { broken: 'not public.h3_is_valid_cell(number)', right: `'a cell'` },
    } as const;
    const domain = {
      ...course,
      extensions: [...course.extensions, 'h3'],
      rules: [...(course.rules ?? []), rule],
    };
    expect(await found(url, 'extensions', {}, domain)).toMatchObject({
      state: 'failure',
      finding: 'h3 missing',
      hint: expect.stringContaining('Install h3'),
    });
  });

  it('that neither a column nor a rule uses are not asked for', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await client.query('drop extension citext');
    expect(await found(url, 'extensions')).toMatchObject({
      state: 'ok',
      finding: expect.stringMatching(/; not used here: citext$/),
    });
  });

  it('that a trigger calls are', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await client.query('drop extension pgcrypto');
    expect(await found(url, 'extensions')).toMatchObject({ state: 'failure', finding: 'pgcrypto missing' });
  });

  it('of an older version are a warning', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await client.query(`update pg_extension set extversion = '0.1' where extname = 'citext'`);
    expect(await found(url, 'extensions')).toMatchObject({
      state: 'warning',
      finding: "1 extension older than the server's: citext 0.1",
      hint: 'Run: alter extension "citext" update.',
    });
  });
});

describe('the rights', () => {
  it('to read only are a warning, and all of them are well', async () => {
    const { url, client } = await freshDatabase({ template: 'practice' });
    const role = await newRole(client, url);
    await client.query(`grant select on all tables in schema public to ${role.name}`);
    expect(await found(role.url, 'rights', {}, practice)).toMatchObject({
      state: 'warning',
      finding: expect.stringContaining('may read all 3 tables, but not write to 3:'),
      hint: expect.stringContaining('grant insert, update, delete'),
    });
    await client.query(`grant insert, update, delete on all tables in schema public to ${role.name}`);
    expect(await found(role.url, 'rights', {}, practice)).toMatchObject({
      state: 'ok',
      finding: `"${role.name}" may read and write all 3 tables, owns 0, may not create databases`,
    });
  });

  it('by a policy that may hide rows are a warning', async () => {
    const { url, client } = await freshDatabase({ template: 'practice' });
    const role = await newRole(client, url);
    await client.query(`grant select, insert, update, delete on all tables in schema public to ${role.name}`);
    await client.query('alter table public.tracks enable row level security');
    expect(await found(role.url, 'rights', {}, practice)).toMatchObject({
      state: 'warning',
      finding: `policies may hide rows of 1 table from "${role.name}": tracks`,
    });
    expect(await found(url, 'rights', {}, practice)).toMatchObject({ state: 'ok' });
  });

  it('of a database that only reads are a warning', async () => {
    const { url, client } = await freshDatabase({ template: 'practice' });
    await client.query(`alter database ${client.database} set default_transaction_read_only = on`);
    expect(await found(url, 'rights', {}, practice)).toMatchObject({
      state: 'warning',
      finding: 'sessions only read unless they say otherwise: default_transaction_read_only is on',
    });
    expect(await found(url, 'drift', {}, practice)).toMatchObject({ state: 'ok' });
    const asked = `${url}?options=-c%20default_transaction_read_only%3Don`;
    expect(await found(asked, 'drift', {}, practice)).toMatchObject({
      state: 'unknown',
      finding: expect.stringContaining('nothing can be written there'),
    });
  });

  it('on the tables of another domain cannot be told', async () => {
    const { url } = await freshDatabase({ template: 'practice' });
    expect(await found(url, 'rights')).toMatchObject({
      state: 'unknown',
      finding: expect.stringMatching(/^no table of course is there/),
    });
  });
});

describe('the migrations', () => {
  const up = 'Run: npx seedbed migrate up --domain course';

  it('none of which has run are a failure', async () => {
    const { url } = await freshDatabase();
    expect(await found(url, 'migrations')).toMatchObject({ state: 'failure', hint: up });
  });

  it('of which one is pending are a failure', async () => {
    const { url } = await freshDatabase({ template: 'course' });
    const [reverted] = await migrations(course, url).down();
    expect(await found(url, 'migrations')).toMatchObject({
      state: 'failure',
      finding: expect.stringMatching(`^1 of \\d+ migrations of course pending: ${reverted}$`),
      hint: up,
    });
  });

  it('of another domain are a failure', async () => {
    const { url } = await freshDatabase({ template: 'practice' });
    expect(await found(url, 'migrations')).toMatchObject({
      state: 'failure',
      finding: expect.stringContaining('no migration of course has run, but 1 of something else'),
      hint: expect.stringContaining('--domain'),
    });
  });

  it('of a newer version are a warning', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await client.query(`insert into public.mikro_orm_migrations (name) values ('Migration2999_more')`);
    expect(await found(url, 'migrations')).toMatchObject({
      state: 'warning',
      finding: expect.stringContaining('not known here: Migration2999_more'),
    });
  });

  it('that did not make the tables cannot tell', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await client.query('drop table public.mikro_orm_migrations');
    expect(await found(url, 'migrations')).toMatchObject({
      state: 'unknown',
      hint: expect.stringContaining('migrate check'),
    });
  });
});

describe('drift', () => {
  it('of a column that cannot hold the rows is a failure', async () => {
    const { url, client } = await freshDatabase({ template: 'practice' });
    await client.query('alter table public.tracks alter column title type varchar(5), drop modules');
    expect(await found(url, 'drift', {}, practice)).toMatchObject({
      state: 'failure',
      finding:
        '1 column missing, 1 column of another type. The first: The column "tracks"."modules" (jsonb) is missing.',
      details: [
        'The column "tracks"."title" is character varying(5), which does not hold every text.',
        'The column "tracks"."modules" (jsonb) is missing.',
      ],
      hint: expect.stringContaining('migrate check --domain practice'),
    });
  });

  it('of a column that holds some of the values is a warning', async () => {
    const { url, client } = await freshDatabase({ template: 'practice' });
    await client.query('alter table public.tracks alter column title type varchar(5)');
    expect(await found(url, 'drift', {}, practice)).toMatchObject({
      state: 'warning',
      finding: 'The column "tracks"."title" is character varying(5), which does not hold every text.',
      hint: expect.stringContaining('migrate check --domain practice'),
    });
  });

  it('of anything else is a warning', async () => {
    const { url, client } = await freshDatabase({ template: 'practice' });
    await client.query('create index more on public.tracks (title)');
    expect(await found(url, 'drift', {}, practice)).toMatchObject({
      state: 'warning',
      finding: expect.stringContaining('1 difference: + index more on tracks'),
    });
  });

  it('is not looked for by a role that may not make a scratch database, or does not see all', async () => {
    const { url, client } = await freshDatabase({ template: 'practice' });
    const role = await newRole(client, url);
    expect(await found(role.url, 'drift', {}, practice)).toMatchObject({
      state: 'unknown',
      finding: expect.stringContaining('the role may not create databases'),
    });
    await client.query(`alter role ${role.name} createdb`);
    expect(await found(role.url, 'drift', {}, practice)).toMatchObject({
      state: 'unknown',
      finding: expect.stringContaining('the role does not own all tables'),
    });
  });

  it('of nothing cannot be told', async () => {
    const { url } = await freshDatabase();
    expect(await found(url, 'drift')).toMatchObject({
      state: 'unknown',
      finding: expect.stringMatching(/^no table of course/),
    });
  });
});
