import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { boardroom } from '../../src/boardroom.ts';
import { migrateIn, migrations } from '../../src/database/migrate.ts';
import { library } from '../domains/toy/library.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

/** A domain whose migrations are one that does so. */
function domainWith(body: string) {
  const folder = temporaryFolder();
  const source = `import { Migration } from '${import.meta.resolve('@mikro-orm/migrations')}';
export class Shelves extends Migration { async up() { ${body} } }`;
  writeFileSync(join(folder, 'Migration20250101000000_shelves.js'), source);
  return { ...library, migrations: pathToFileURL(`${folder}/`) };
}

const wrong = [
  {
    what: 'a statement that is not SQL',
    body: `this.addSql('create table shelf (id int)'); this.addSql('create tabel book (id int)');`,
    refused: {
      kind: 'usage',
      details: { sqlState: '42601', position: 8 },
      hint: 'Correct that statement in the file of the migration, then try again.',
      message:
        'PostgreSQL refused the migration Migration20250101000000_shelves (42601): syntax error at or near "tabel". ' +
        'It is at character 8 of its SQL, at the arrow: "create →tabel book (id int)". The database is as it was.',
    },
  },
  {
    what: 'a statement about what there is not, which it runs itself',
    body: `await this.execute('select 🙂 from (select 1 as 🙂) as one, shelf');`.replaceAll('🙂', '"🙂"'),
    refused: {
      kind: 'usage',
      details: { sqlState: '42P01', position: 43 },
      message: expect.stringMatching(/at the arrow: "….* as one, →shelf"\. The/),
    },
  },
  {
    what: 'a statement of which PostgreSQL names no place, and that holds a secret',
    body: `this.addSql("create role pg_own password 'hunter2'");`,
    refused: {
      kind: 'usage',
      details: { sqlState: '42939', position: undefined },
      message: expect.stringContaining(
        '. The statement is "create role pg_own …". The database is as it was.',
      ),
    },
  },
  {
    what: 'what only the rows of a database refuse',
    body: `this.addSql("do $$ begin raise exception 'no' using errcode = '55P03'; end $$");`,
    refused: { kind: 'environment', details: { sqlState: '55P03' } },
  },
];

describe.each(servers)('on PostgreSQL $version a migration is refused for', ({ version }) => {
  it.each(wrong)('$what', async ({ body, refused }) => {
    const { url, client } = await freshDatabase({ version });
    const domain = domainWith(body);
    const expected = {
      ...refused,
      code: 'migration_refused',
      details: { migration: 'Migration20250101000000_shelves', ...refused.details },
    };
    await expect(migrations(domain, url).up()).rejects.toMatchObject(expected);
    await client.query('begin');
    const names = ['Migration20250101000000_shelves'];
    await expect(migrateIn(client, domain, 'up', names)).rejects.toMatchObject(expected);
    await client.query('rollback');
    const { rows } = await client.query('select relname from pg_class where relnamespace = 2200');
    expect(rows).toEqual([]);
  });
});

it('a migration that comes with seedbed is not to be corrected where a function of another is in its way', async () => {
  const { url, client } = await freshDatabase();
  await client.query(
    'create function public.set_updated_at() returns trigger language plpgsql as $$begin end$$',
  );
  const refused = await migrations(boardroom, url)
    .up()
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({
    code: 'migration_refused',
    kind: 'environment',
    details: { sqlState: '42723' },
  });
  expect(refused).not.toHaveProperty('hint', expect.stringContaining('Correct that statement'));
});
