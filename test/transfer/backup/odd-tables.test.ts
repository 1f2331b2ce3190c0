import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../../src/database/migrate.ts';
import { restore } from '../../../src/transfer/backup/restore.ts';
import { backUp } from '../../../src/transfer/backup/write.ts';
import { library } from '../../domains/toy/library.ts';
import { freshDatabase, servers } from '../../support/database.ts';
import { temporaryFolder } from '../../support/project.ts';
import { migrationsIn } from '../../support/written-migrations.ts';
import { contentsOf, structureOf } from './state.ts';

/** Tables of which some stand in no migration by their name, and whatever else hangs on them. */
const made = [
  'create table shelf (id int generated always as identity primary key, label text unique, built_at timestamptz)',
  'create table book (id int primary key, title text, pages int, shelf_id int not null references shelf)',
  'create view counted as select shelf.*, count(book.id) from shelf left join book on shelf_id = shelf.id group by shelf.id',
  `insert into shelf (label, built_at) values ('Novels', '-infinity')`,
  `insert into book values (1, 'Torn', -1, 1)`,
  'alter table book add constraint book_has_pages check (pages > 0) not valid',
  'create table loan (id int primary key, book_id int references book, day date not null) partition by range (id)',
  'create index loan_day on loan (day)',
  'create table note (about regclass, ago interval, words text[], bytes bytea)',
  `do $$ begin
    execute 'create table ' || 'loan_' || '2026 partition of loan for values from (0) to (10)';
    execute 'create table ' || 'note_' || '2026 (more xml) inherits (note)';
  end $$`,
];

it.each(servers)(
  'partitions, children, what views need, and rows older than a check, on PostgreSQL $version',
  async ({ version }) => {
    const up = made.map((sql) => `this.addSql(${JSON.stringify(sql)});`).join('\n');
    const domain = {
      ...library,
      migrations: migrationsIn(temporaryFolder(), { Migration20260101000000_odd: up }),
    };
    const { client, url } = await freshDatabase({ version });
    await migrations(domain, url).up();
    await client.query(`create schema apart; create table apart.letter ();
      insert into loan values (1, 1, 'infinity');
      insert into note values ('apart.letter', '-1 mons -2 days -03:00', '{NULL, "NULL"}', '\\x005c0a');
      insert into note_2026 (about, more) values ('shelf', '<a/>b')`);
    await client.query('set search_path to apart');
    const { manifest, others, folder } = await backUp(client, domain, join(temporaryFolder(), 'odd'));
    await client.query('set search_path to public');
    expect([manifest.rows, others]).toEqual([5, []]);

    const { client: target } = await freshDatabase({ version });
    await target.query('create schema apart; create table apart.letter ()');
    // Under which values would be read as others.
    await target.query(
      `set intervalstyle to sql_standard; set array_nulls to off; set xmloption to document`,
    );
    await restore(target, domain, folder);
    await target.query('reset intervalstyle; reset array_nulls; reset xmloption');
    expect(await contentsOf(target)).toEqual(await contentsOf(client));
    expect(await structureOf(target, domain)).toBe(await structureOf(client, domain));
  },
);
