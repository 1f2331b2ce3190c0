import { expect } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import type { Strategy } from '../../src/staging/history.ts';
import { requireConsent } from '../../src/staging/label.ts';
import { freshDatabase } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { stagingAt, stagingDatabase } from './staging.ts';

/** The data of `minimal` of that seed, on a database of its own. */
async function expected(number: number): Promise<string> {
  const { client } = await freshDatabase({ template: 'course' });
  await seed(client, course, minimal, { seed: number, now: DEFAULT_NOW });
  return await datasetHash(client, course);
}

/** Replaces the data twice, keeps whatever else there is, and undoes both. */
export async function resetTwice(version: 15 | 18, strategy: Strategy): Promise<void> {
  const staging = await stagingDatabase(version);
  const { name } = staging;
  await staging.ask(`
  comment on database ${name} is 'ours';
  alter database ${name} set work_mem = '5MB';
  alter database ${name} set search_path = "$user", public;
  alter database ${name} connection limit 90;
  create role reader_${name};
  alter role reader_${name} in database ${name} set search_path = '', 'Mine "own"', public;
  alter role reader_${name} in database ${name} set temp_tablespaces from current;
  grant select on "user", course to reader_${name};
  grant update (title) on course to reader_${name};
  revoke execute on function ctutor_valid_slug(text) from public;
  grant connect on database ${name} to reader_${name};
  comment on column course.title is 'as it is shown';
  update role set title = 'Administrators' where id = '_admin'`);
  const hashes = [await datasetHash(await staging.open(), course)];
  const around = `select shobj_description(d.oid, 'pg_database') as comment, datconnlimit,
  (select array_agg(setting order by setting) from pg_db_role_setting s, unnest(setconfig) setting
    where setdatabase = d.oid) as settings,
  (select array_agg(one order by one::text) from unnest(datacl) one) as datacl, pg_get_userbyid(datdba) as owner,
  (select json_agg(json_build_array(oid::regclass,
      (select array_agg(one order by one::text) from unnest(relacl) one)) order by oid::regclass::text) from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r') as grants,
  (select array_agg(one order by one::text) from pg_proc, unnest(proacl) one
    where pg_proc.oid = 'ctutor_valid_slug(text)'::regprocedure) as routine,
  (select attacl from pg_attribute where attrelid = 'course'::regclass and attname = 'title') as "column",
  col_description('course'::regclass, (select attnum from pg_attribute
    where attrelid = 'course'::regclass and attname = 'title')) as comment_on_column,
  (select title from role where id = '_admin') as admin,
  (select array_agg(name || executed_at::text) from mikro_orm_migrations) as migrations,
  (select array_agg(extname order by extname) from pg_extension) as extensions
  from pg_database d where datname = current_database()`;
  const before = await staging.ask(around);
  try {
    for (const number of [7, 8]) {
      const result = await staging.reset({ strategy, ...(number === 8 && { author: { by: 'eve' } }) });
      expect(result).toMatchObject({ strategy, rows: 27 });
      const client = await staging.open();
      hashes.push(await datasetHash(client, course));
      expect(await staging.ask(around)).toEqual(before);
      expect(await requireConsent(client, course)).toMatchObject({ environment: 'staging', by: 'ada' });
      expect((await verify(client, course, { all: true })).violations).toEqual([]);
    }
    // Its own title of a role is the only thing that is not as the scenario makes it.
    await staging.ask(`update role set title = 'Administrator' where id = '_admin'`);
    expect(await datasetHash(await staging.open(), course)).toBe(await expected(7));
    await staging.ask(`update role set title = 'Administrators' where id = '_admin'`);
    await staging.undo();
    expect(await datasetHash(await staging.open(), course)).toBe(hashes[1]);
    await staging.undo();
    expect(await datasetHash(await staging.open(), course)).toBe(hashes[0]);
    expect(await staging.ask(around)).toEqual(before);
    await expect(staging.undo()).rejects.toMatchObject({ code: 'nothing_to_undo' });
    expect(await staging.ask('select action, by, strategy from seedbed_staging.history order by at')).toEqual(
      [
        { action: 'reset', by: 'ada', strategy },
        { action: 'reset', by: 'eve', strategy },
        { action: 'undo', by: 'ada', strategy },
        { action: 'undo', by: 'ada', strategy },
      ],
    );
  } finally {
    await staging.ask(`drop owned by reader_${name}`);
    const left = await staging.askServer(
      `select datname from pg_database where datname like '${name}\\_\\_%'`,
    );
    for (const { datname } of left) {
      await staging.askServer(`alter database "${datname}" allow_connections true`);
      await staging.askServer(`drop database "${datname}"`);
    }
    await staging.askServer(`drop role reader_${name}`);
  }
}

/** Resets as a role that owns the database and is nothing else. */
export async function resetAsOwner(version: 15 | 18, strategy: Strategy): Promise<void> {
  const staging = await stagingDatabase(version);
  const role = `owner_${staging.name}`;
  await staging.ask(`create role ${role} login password 'secret' ${strategy === 'rename' ? 'createdb' : ''};
  alter database ${staging.name} owner to ${role}`);
  await staging.ask(`do $$ declare one record; begin
  for one in select oid::regclass as name from pg_class where relkind in ('r', 'S')
    and relnamespace::regnamespace::text in ('public', 'interfaces', 'seedbed_staging')
    and not exists (select from pg_depend where objid = pg_class.oid and deptype in ('a', 'i') and relkind = 'S')
    loop execute format('alter table %s owner to ${role}', one.name); end loop;
  end $$; alter schema interfaces owner to ${role}; alter schema seedbed_staging owner to ${role}`);
  await staging.ask(`do $$ declare one record; begin
  for one in select oid::regprocedure as name from pg_proc p where pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
    loop execute format('alter routine %s owner to ${role}', one.name); end loop;
  for one in select oid::regtype as name from pg_type t where typnamespace = 'public'::regnamespace
    and typtype = 'e' loop execute format('alter type %s owner to ${role}', one.name); end loop;
  end $$`);
  const owned = stagingAt(
    staging.url.replace(/\/\/[^@]*@/, `//${role}:secret@`),
    version,
    staging.permission,
  );
  const result = await owned.reset();
  expect(result, result.reasons.join()).toMatchObject({ strategy });
  expect(result.reasons.join()).toMatch(strategy === 'rename' ? /^$/ : /may not create databases/);
  await owned.undo();
  expect(await owned.ask('select action from seedbed_staging.history order by at')).toHaveLength(2);
}
