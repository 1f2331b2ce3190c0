import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { platformDatabase } from '../platform/database.ts';
import { everyServer } from '../support/database.ts';
import { resetAsOwner, resetTwice } from './resetting.ts';
import { stagingAt } from './staging.ts';

describe.concurrent('a reset on PostgreSQL 18', () => {
  test('by rename replaces the data, keeps whatever else there is, and can be undone twice', async () => {
    await resetTwice(18, 'rename');
  });

  test.each(['rename', 'transaction'] as const)(
    'by %s is of a role that owns the database and is nothing else',
    async (strategy) => await resetAsOwner(18, strategy),
  );
});

const hasDumper = existsSync('/usr/bin/pg_dump');

describe.runIf(hasDumper && everyServer.some(({ version }) => version === 15))(
  'the structure by pg_dump',
  () => {
    test("of a platform's own database is kept, and the rows that no factory writes are taken over", async () => {
      const { url, client } = await platformDatabase({ version: 15 });
      await seed(client, course, minimal, { seed: 0, now: DEFAULT_NOW });
      await client.query(`
      create table invoice (id int generated always as identity primary key, payer uuid references "user" on delete set null,
        text text not null, twice text generated always as (text || text) stored);
      create table line (invoice int not null references invoice, place serial, primary key (invoice, place));
      create table note (member uuid not null references course_member on delete cascade, text text);
      insert into invoice (payer, text) select id, 'x' from "user";
      insert into line (invoice) select id from invoice;
      insert into note select id, 'y' from course_member;
      create view payers as select count(*) from invoice;
      create materialized view people as select count(*) from "user";
      create function no_change() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
      create trigger no_change before insert or update on invoice for each row execute function no_change();
      select setval('fs_numbers', 5000)`);
      await setLabel(client, course, 'review', 'ada');
      const permission = { author: { by: 'ada' }, embedded: false, confirm: addressOf(client) };
      const platform = stagingAt(url, 15, permission);
      expect(await platform.reset({ strategy: 'rename' })).toMatchObject({ source: 'pg_dump' });
      expect(
        await platform.ask(`select (select count(*)::int from invoice where payer is null) as invoices,
        (select count(*)::int from line) as lines, (select count(*)::int from note) as notes,
        (select nextval('line_place_seq')::int) as next_line, (select twice from invoice limit 1) as twice,
        (select count(*)::int from login_journal) = (select count(*)::int from account) as journal,
        (select count::int from people) as people, (select title from role where id = '_admin') as admin,
        (select nextval(pg_get_serial_sequence('invoice', 'id'))::int) as next_invoice,
        (select tgenabled from pg_trigger where tgname = 'no_change') as trigger,
        to_regclass('mikro_orm_migrations') as ours`),
      ).toEqual([
        {
          // The owner is a persona, who is the same in each dataset.
          invoices: 1,
          lines: 2,
          notes: 0,
          next_line: 3,
          twice: 'xx',
          journal: true,
          people: 2,
          admin: 'Administrators',
          next_invoice: 3,
          trigger: 'O',
          ours: null,
        },
      ]);
      const other = await connect(url);
      expect((await verify(other, course, { all: true })).violations).toEqual([]);
      await other.end();
      await platform.undo();
      expect(await platform.ask('select count(*)::int as notes from note')).toEqual([{ notes: 2 }]);
    });
  },
);
