import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { everyServer } from '../support/database.ts';
import { firstPlatform } from './database.ts';

/** What the catalog of the real platform says, a line each. */
const factsOf = (name: string): string[] =>
  readFileSync(new URL(`./facts/${name}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .sort();

const queries = {
  columns: `
    select relname, attname, pg_catalog.format_type(atttypid, atttypmod), attnotnull,
           atthasdef and attgenerated = '', attgenerated <> ''
      from pg_catalog.pg_attribute join pg_catalog.pg_class c on c.oid = attrelid
     where relnamespace = 'public'::pg_catalog.regnamespace and relkind = 'r' and attnum > 0 and not attisdropped`,
  constraints: `
    select conrelid::pg_catalog.regclass,
           case contype when 'p' then 'primary key' when 'f' then 'foreign key' else 'check' end,
           pg_temp.columns(conrelid, conkey),
           case contype when 'f' then pg_catalog.format('%s (%s)', confrelid::pg_catalog.regclass, pg_temp.columns(confrelid, confkey)) end,
           pg_temp.action(confdeltype), pg_temp.action(confupdtype), condeferrable
      from pg_catalog.pg_constraint
     where connamespace = 'public'::pg_catalog.regnamespace and contype <> 'n' and conrelid <> 0`,
  triggers: `
    select tgrelid::pg_catalog.regclass,
           pg_catalog.substring(pg_catalog.pg_get_triggerdef(oid), '((?:BEFORE|AFTER) .+) ON '), tgfoid::pg_catalog.regproc
      from pg_catalog.pg_trigger where not tgisinternal`,
} as const;

const helpers = `
  create function pg_temp.columns(oid, int2[]) returns text return (
    select pg_catalog.string_agg(attname, ', ' order by place) from unnest($2) with ordinality as key (number, place)
      join pg_catalog.pg_attribute on attrelid = $1 and attnum = number);
  create function pg_temp.action("char") returns text return
    case $1 when 'c' then 'cascade' when 'r' then 'restrict' when 'n' then 'set null' when 'a' then 'no action' end`;

describe.each(everyServer)('the stand-in for the platform on PostgreSQL $version', async ({ version }) => {
  const database = firstPlatform({ version });

  it.each(['columns', 'constraints', 'triggers'] as const)(
    'has the %s of its facts, and no others',
    async (name) => {
      const { client } = await database;
      await client.query(helpers);
      const { rows } = await client.query<unknown[]>({ text: queries[name], rowMode: 'array' });
      await client.query('discard temp');
      const found = rows.map((row) => row.map((value) => value ?? '').join('\t'));
      expect(found.sort()).toEqual(factsOf(name));
    },
  );

  it('sets the times of new rows, and keeps the first one when they change', async () => {
    const { client } = await database;
    const past = `'2020-01-01'`;
    const { rows } = await client.query(`
      insert into "user" (created_at, updated_at) values (${past}, ${past})
      returning id, created_at = now() and updated_at = now() as stamped`);
    expect(rows[0].stamped).toBe(true);
    const changed = await client.query(
      `update "user" set created_at = ${past}, updated_at = ${past}
        where id = $1 returning created_at < now() and created_at > ${past} and updated_at = now() as kept`,
      [rows[0].id],
    );
    expect(changed.rows).toEqual([{ kept: true }]);
  });

  it('takes no person with a token, and hashes what is a hash', async () => {
    const { client } = await database;
    const token = `insert into "user" (user_type, username, auth_token, token_expiration)`;
    await expect(client.query(`${token} values ('token', 'ci', 'secret', now())`)).rejects.toMatchObject({
      constraint: 'user_username_condition',
    });
    const { rows } = await client.query(
      `${token} values ('db', 'ci', 'secret', null) returning auth_token as hash`,
    );
    const again = await client.query(`${token} values ('db', 'cd', $1, null) returning auth_token as hash`, [
      rows[0].hash,
    ]);
    expect(again.rows[0].hash).toMatch(/^\$2a\$12\$/);
    expect(again.rows[0].hash).not.toBe(rows[0].hash);
  });
});
