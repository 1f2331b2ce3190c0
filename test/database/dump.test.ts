import { describe, expect, it } from 'vitest';
import { fingerprint, readCatalogOf } from '../../src/database/catalog.ts';
import { dumperVersion, dumpStructure, forTheServer } from '../../src/database/dump.ts';
import { everyServer, freshDatabase } from '../support/database.ts';

describe('a dump without the commands of psql', () => {
  const bodies = [
    `create function f() returns text language sql as $$\n\\restrict in a body\nselect ''\n$$;`,
    `create function f() returns text language sql as $_$\n\\a $$ \n$_$;`,
    `create function f() returns text language sql as $größe$\n\\a\n$größe$;`,
    `comment on table t is 'a\n\\connect elsewhere\nit''s\n\\b';`,
    `comment on table t is E'a\\'\n\\c\n';`,
    `create table "a\n\\b" (c int);`,
    `-- it's a comment\nselect 1;`,
    `/* it's\n\\one */`,
    `select a$b$c, '\n\\x$b$';`,
    `SELECT 'SET\nSET transaction_timeout = 0;\n';`,
  ];

  it.each(bodies)('keeps %j as it is', (body) => {
    expect(forTheServer(`\\restrict abc\n${body}\n\\unrestrict abc\n`)).toBe(`\n${body}\n\n`);
  });

  it('leaves out a setting that older servers do not know', () => {
    expect(forTheServer('SET lock_timeout = 0;\nSET transaction_timeout = 0;\n')).toBe(
      'SET lock_timeout = 0;\n\n',
    );
  });
});

const dumper = await dumperVersion();
/** The servers that the `pg_dump` of this machine is of. */
const dumpable = everyServer.filter(({ version }) => dumper === version);

describe.each(dumpable)('a dump of PostgreSQL $version', ({ version }) => {
  it('makes the same structure, whatever lines of it begin with', async () => {
    const from = await freshDatabase({ version, template: 'course' });
    await from.client.query(`
      create function public.odd() returns text language plpgsql as $body$
begin
  return '
\\restrict me
\\.
\\\\';
end
$body$;
      create table public.odd (a text default E'x\\n\\\\unrestrict', "b
\\c" int check ("b
\\c" > 0));
      comment on table public.odd is E'one\\n\\\\two'`);
    const to = await freshDatabase({ version });
    await to.client.query(await dumpStructure(from.url, []));
    const structure = async ({ client }: typeof from) =>
      fingerprint(await readCatalogOf(client, ['odd', 'course', 'organization'], ['interfaces']));
    expect(await structure(to)).toBe(await structure(from));
    const { rows } = await to.client.query(`select public.odd() as text`);
    expect(rows).toEqual([{ text: '\n\\restrict me\n\\.\n\\\\' }]);
  });
});
