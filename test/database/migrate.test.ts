import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprint, readCatalog } from '../../src/database/catalog.ts';
import { detectSchema } from '../../src/database/detect-schema.ts';
import { migrations } from '../../src/database/migrate.ts';
import { domains } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import type { Schema } from '../../src/entities/schema.ts';
import { health } from '../../src/health/health.ts';
import { freshDatabase, servers } from '../support/database.ts';

const structure = async (client: pg.Client, schema: Schema = courseSchema) =>
  fingerprint(await readCatalog(client, schema));

/** Relations, functions and types that no extension brought, and schemas. */
async function contents(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`
    with ours as (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
    select 'schema ' || oid::regnamespace as name from ours
    union all select 'relation ' || oid::regclass from pg_class where relnamespace in (select oid from ours)
    union all select 'function ' || oid::regprocedure from pg_proc p where pronamespace in (select oid from ours)
      and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
    union all select 'type ' || oid::regtype from pg_type t where typnamespace in (select oid from ours)
      and typtype = 'e' order by 1`);
  return rows.map(({ name }) => name);
}

/** Connections of others to the client's database; a closed one takes a moment to go. */
async function othersConnected(client: pg.Client): Promise<number> {
  const { rows } = await client.query(`select from pg_stat_activity where datname = current_database()
    and backend_type = 'client backend' and pid <> pg_backend_pid()`);
  return rows.length;
}

describe.each(servers)('migrations on PostgreSQL $version', ({ version }) => {
  describe.each(domains)('of $name', (domain) => {
    it('go up, down to nothing but extensions, and up to the same', async () => {
      const { url, client } = await freshDatabase({ version });
      const chain = migrations(domain, url);
      const all = await chain.up();
      const before = await structure(client, domain);
      expect(await chain.down({ to: 0 })).toEqual(all.toReversed());
      expect(await contents(client)).toEqual(['schema public']);
      expect(await chain.up()).toEqual(all);
      expect(await structure(client, domain)).toBe(before);
    });

    it('go down one by one, each to what was before it', async () => {
      const { url, client } = await freshDatabase({ version });
      const chain = migrations(domain, url);
      const { pending } = await chain.status();
      const steps: string[] = [];
      for (const name of pending) {
        steps.push(await structure(client, domain));
        expect(await chain.up({ to: name })).toEqual([name]);
      }
      // The extensions that the first one makes stay.
      for (const name of pending.slice(1).toReversed()) {
        expect(await chain.down()).toEqual([name]);
        expect(await structure(client, domain)).toBe(steps[pending.indexOf(name)]);
      }
    });
  });

  it('go down to the one named, which stays', async () => {
    const { url } = await freshDatabase({ version, template: 'course' });
    const course = migrations(courseSchema, url);
    const [first = '', second = '', ...others] = (await course.status()).executed.map(({ name }) => name);
    expect(await course.down({ to: second })).toEqual(others.toReversed());
    expect((await course.status()).executed.map(({ name }) => name)).toEqual([first, second]);
  });

  it('write nothing to tell their status, or to refuse one that does not exist', async () => {
    const { url, client } = await freshDatabase({ version });
    const course = migrations(courseSchema, url);
    const { executed, pending } = await course.status();
    expect(executed).toEqual([]);
    expect(pending.length).toBeGreaterThan(5);
    const error = { code: 'unknown_migration', kind: 'usage', details: { known: pending } };
    await expect(course.up({ to: 'nowhere' })).rejects.toMatchObject(error);
    await expect(course.down({ to: 'nowhere' })).rejects.toMatchObject(error);
    expect(await contents(client)).toEqual(['schema public']);
  });

  it('tell when each has run, and leave no connection behind', async () => {
    const { url, client } = await freshDatabase({ version });
    const course = migrations(courseSchema, url);
    const { rows: before } = await client.query<{ now: Date }>('select now()');
    await course.up();
    const { executed, pending } = await course.status();
    const { rows: after } = await client.query<{ now: Date }>('select now()');
    expect(pending).toEqual([]);
    for (const { at } of executed) {
      expect(at.getTime()).toBeGreaterThanOrEqual(before[0]?.now.getTime() ?? Number.NaN);
      expect(at.getTime()).toBeLessThanOrEqual(after[0]?.now.getTime() ?? Number.NaN);
    }
    await expect.poll(() => othersConnected(client)).toBe(0);
  });

  it('run once where two start at the same time', async () => {
    const { url } = await freshDatabase({ version });
    const runs = await Promise.all([migrations(courseSchema, url).up(), migrations(courseSchema, url).up()]);
    const { executed } = await migrations(courseSchema, url).status();
    expect(runs.flat().toSorted()).toEqual(executed.map(({ name }) => name));
  });

  it('make their tables in public, whatever the search path', async () => {
    const { url, client } = await freshDatabase({ version });
    await client.query(`create schema elsewhere`);
    await client.query(`alter database ${client.database} set search_path to elsewhere, public`);
    await migrations(courseSchema, url).up();
    const { client: usual } = await freshDatabase({ version, template: 'course' });
    expect(await structure(client)).toBe(await structure(usual));
  });

  it('read no view in the place of their table, nor does what only looks', async () => {
    const { url, client } = await freshDatabase({ version });
    await client.query(`create function caught() returns text language plpgsql as 'begin raise ''run''; end';
      create view mikro_orm_migrations as select 1 as id, caught() as name, now() as executed_at`);
    const refusal = { code: 'history_unsafe' };
    await expect(migrations(courseSchema, url).status()).rejects.toMatchObject(refusal);
    await expect(migrations(courseSchema, url).up()).rejects.toMatchObject(refusal);
    expect(await detectSchema(client, [courseSchema])).toBeUndefined();
    const { checks } = await health(courseSchema, url, { checks: ['migrations'] });
    expect(checks.map(({ check, state }) => [check, state])).toContainEqual(['migrations', 'failure']);
  });

  it('refuse a database whose tables others made, and leave it as it was', async () => {
    const { url, client } = await freshDatabase({ version });
    await client.query(
      `create table course (id int); create table "user" (id int); create table invoice (id int)`,
    );
    const before = await contents(client);
    await expect(migrations(courseSchema, url).up()).rejects.toMatchObject({
      code: 'unmanaged_tables',
      details: { tables: ['course', 'user'] },
    });
    expect(await contents(client)).toEqual(before);
  });

  it.each(['pgcrypto', 'ltree'])('say that %s is in another schema', async (extension) => {
    const { url, client } = await freshDatabase({ version });
    await client.query(`create schema extensions; create extension ${extension} schema extensions`);
    const before = await contents(client);
    await expect(migrations(courseSchema, url).up()).rejects.toMatchObject({
      code: 'extension_elsewhere',
      details: { extension, schema: 'extensions' },

      hint: expect.stringContaining(`alter extension "${extension}" set schema public`),
    });
    expect(await contents(client)).toEqual(before);
    await client.query(`alter extension ${extension} set schema public`);
    expect(await migrations(courseSchema, url).up()).toHaveLength(10);
  });

  describe('call nothing that waits in the table of the ORM', () => {
    const trap = `create function trap() returns trigger language plpgsql as $$ begin raise 'a trap'; end $$;
      create function trapped() returns timestamptz language plpgsql as $$ begin raise 'a trap'; end $$;`;
    const table = `create table mikro_orm_migrations (id serial primary key, name varchar(255) not null,
      executed_at timestamptz(6) not null default`;
    it.each([
      [
        'trigger',
        `${table} now()); create trigger t before insert on mikro_orm_migrations for each row execute function trap()`,
      ],
      ['default', `${table} trapped())`],
      ['check', `${table} now() check (trapped() > executed_at))`],
      [
        'index',
        `${table} now()); create function i(text) returns int immutable language sql return 1; create index on mikro_orm_migrations (i(name))`,
      ],
      [
        'rule',
        `${table} now()); create rule r as on insert to mikro_orm_migrations do also select trapped()`,
      ],
      [
        'view',
        `create view mikro_orm_migrations as select 1 as id, 'a' as name, now() as executed_at where trapped() is null`,
      ],
    ])('as a %s', async (_, sql) => {
      const { url, client } = await freshDatabase({ version });
      await client.query(`${trap} ${sql}`);
      const before = await contents(client);
      await expect(migrations(courseSchema, url).up()).rejects.toMatchObject({ code: 'history_unsafe' });
      expect(await contents(client)).toEqual(before);
    });
  });

  it('say which extension the user may not create, and leave the database as it was', async () => {
    const { url, client } = await freshDatabase({ version });
    const user = `writer_${randomBytes(6).toString('hex')}`;
    await client.query(`create role ${user} login password 'writer'`);
    await client.query(`grant create on schema public to ${user}`);
    onTestFinished(async () => {
      await client.query(`drop owned by ${user}`);
      await client.query(`drop role ${user}`);
    });
    const own = new URL(url);
    own.username = user;
    own.password = 'writer';
    await expect(migrations(courseSchema, own.toString()).up()).rejects.toMatchObject({
      code: 'extension_unavailable',
      details: { extension: 'uuid-ossp' },
      hint: expect.stringContaining('create extension "uuid-ossp"'),
    });
    expect(await contents(client)).toEqual(['schema public']);
  });
});
