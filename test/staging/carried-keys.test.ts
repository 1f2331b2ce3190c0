import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { differencesOfStructures, readStructure } from '../../src/staging/structure/structure.ts';
import { servers } from '../support/database.ts';
import { pair } from './carry.ts';

/** A person who is in both databases, and one who is not in the new one. */
const kept = '00000000-0000-8000-8000-000000000001';
const gone = '00000000-0000-8000-8000-000000000002';
const people = (ids: readonly string[]) =>
  `insert into "user" (id, given_name) values ${ids.map((id) => `('${id}', 'Ada')`).join(', ')};`;

const all = (client: pg.Client, table: string) =>
  client.query(`select * from ${table} t order by t::text`).then(({ rows }) => rows);

async function structureOf(client: pg.Client) {
  const structure = await readStructure(client);
  await client.query('reset search_path');
  return structure;
}

describe.concurrent.each(servers)('keys of carried tables on PostgreSQL $version', ({ version }) => {
  /** Carries `rows` over, and resolves to both sides. */
  async function carried(structure: string, rows: string) {
    const both = await pair(version, structure);
    await both.from.client.query(people([kept, gone]) + rows);
    await both.to.client.query(people([kept]));
    const before = await structureOf(both.to.client);
    const lost = await both.carry();
    expect(differencesOfStructures(before, await structureOf(both.to.client))).toEqual([]);
    return { from: both.from.client, to: both.to.client, lost };
  }

  test('of a table that refers to itself, and of tables in a circle', async () => {
    const { from, to, lost } = await carried(
      `create table node (id int primary key, parent int references node);
       create table one (id int primary key, two int); create table two (id int primary key, one int references one);
       alter table one add foreign key (two) references two deferrable initially deferred`,
      `insert into node values (2, null); insert into node values (1, 2); update node set parent = 1 where id = 2;
       begin; insert into one values (1, 1); insert into two values (1, 1); commit`,
    );
    expect(lost).toEqual([]);
    for (const table of ['node', 'one', 'two']) expect(await all(to, table)).toEqual(await all(from, table));
  });

  test('that are not valid, as checks of tables and domains are: what breaks them stays', async () => {
    const structure = `create table note (person uuid, text text);
       create domain mark as text; create table marked (mark mark);`;
    const keys = `alter table note add constraint its_person foreign key (person) references "user" on delete cascade not valid,
         add constraint not_empty check (text <> '') not valid;
       comment on constraint its_person on note is 'whose it is'; comment on constraint not_empty on note is 'not empty';
       alter domain mark add constraint short check (length(value) < 2) not valid;
       comment on constraint short on domain mark is 'not long'`;
    const both = await pair(version, structure);
    await both.from.client.query(
      `${people([kept, gone])} insert into marked values ('long');
       insert into note values ('${kept}', ''), ('${gone}', 'lost'), ('00000000-0000-0000-0000-000000000000', 'an orphan')`,
    );
    await both.to.client.query(people([kept]));
    for (const { client } of [both.from, both.to]) await client.query(keys);
    const before = await structureOf(both.to.client);
    expect(await both.carry()).toEqual([
      { table: 'public.note', key: 'its_person', action: 'deleted', rows: 1 },
    ]);
    expect(differencesOfStructures(before, await structureOf(both.to.client))).toEqual([]);
    expect(await all(both.to.client, 'note')).toEqual([
      { person: '00000000-0000-0000-0000-000000000000', text: 'an orphan' },
      { person: kept, text: '' },
    ]);
    expect(await all(both.to.client, 'marked')).toEqual([{ mark: 'long' }]);
    const { rows } = await both.to.client.query(
      `select conname, convalidated, obj_description(oid, 'pg_constraint') as comment from pg_constraint
        where conname in ('its_person', 'not_empty', 'short') order by conname`,
    );
    expect(rows).toEqual([
      { conname: 'its_person', convalidated: false, comment: 'whose it is' },
      { conname: 'not_empty', convalidated: false, comment: 'not empty' },
      { conname: 'short', convalidated: false, comment: 'not long' },
    ]);
    await expect(both.to.client.query(`insert into note values ('${gone}', 'x')`)).rejects.toThrow(
      'its_person',
    );
  });

  test('act as they say: on whole keys, some columns, defaults, and what is deleted in turn', async () => {
    const { to, lost } = await carried(
      `create table team (id int primary key, lead uuid references "user" on delete cascade);
       create table seat (team int references team on delete set null, person uuid references "user" on delete set null);
       create table badge (at int, person uuid default '${kept}' references "user" on delete set default);
       create table pass (id int, person uuid, unique (id, person));
       create table door (pass int, person uuid, foreign key (pass, person) references pass (id, person) match full
         on delete cascade)`,
      `insert into team values (1, '${kept}'), (2, '${gone}');
       insert into seat values (1, '${gone}'), (2, '${kept}'), (2, '${gone}'), (null, null);
       insert into badge values (1, '${gone}'), (2, '${kept}');
       insert into pass values (1, '${kept}'); insert into door values (1, '${kept}'), (null, null)`,
    );
    expect(await all(to, 'team')).toEqual([{ id: 1, lead: kept }]);
    expect(await all(to, 'seat')).toEqual([
      { team: null, person: null },
      { team: null, person: null },
      { team: null, person: kept },
      { team: 1, person: null },
    ]);
    expect(await all(to, 'badge')).toEqual([
      { at: 1, person: kept },
      { at: 2, person: kept },
    ]);
    expect(await all(to, 'door')).toEqual([
      { pass: null, person: null },
      { pass: 1, person: kept },
    ]);
    expect(lost.map(({ table, action, rows }) => `${rows} of ${table} ${action}`)).toEqual([
      '1 of public.badge set default',
      '1 of public.team deleted',
      '2 of public.seat set null',
      '2 of public.seat set null',
    ]);
  });

  test('that set only some columns to null leave the others', async () => {
    const { to } = await carried(
      `create table pass (tenant int not null, person uuid, unique (tenant, person));
       create table door (tenant int not null, opener uuid,
         foreign key (tenant, opener) references pass (tenant, person) on delete set null (opener));
       alter table pass add foreign key (person) references "user" on delete cascade`,
      `insert into pass values (1, '${kept}'), (1, '${gone}');
       insert into door values (1, '${kept}'), (1, '${gone}')`,
    );
    expect(await all(to, 'door')).toEqual([
      { tenant: 1, opener: null },
      { tenant: 1, opener: kept },
    ]);
  });

  test('that do not let their targets go are in the way', async () => {
    await expect(
      carried(
        'create table bill (person uuid references "user")',
        `insert into bill values ('${kept}'), ('${gone}')`,
      ),
    ).rejects.toMatchObject({ code: 'rows_in_the_way', details: { table: 'public.bill' } });
  });

  test('leave everything else: what is computed, numbered, dropped, inherited, partitioned, protected', async () => {
    const { from, to, lost } = await carried(
      `create table numbered (id int generated always as identity, gone text, name text,
         twice text generated always as (name || name) stored);
       alter table numbered drop column gone;
       create unlogged table fast (a int); create table nothing ();
       create table parent (a int); create table child (b int) inherits (parent);
       create table parted (a int, person uuid references "user" on delete cascade) partition by range (a);
       create table parted_1 partition of parted for values from (0) to (10);
       create table parted_2 (person uuid, a int);
       alter table parted attach partition parted_2 for values from (10) to (20);
       create table hidden (a int); alter table hidden enable row level security;
       create table watched (a int);
       create function no_change() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
       create trigger no_change before insert or update on watched for each row execute function no_change();
       alter table watched enable always trigger no_change;
       create rule elsewhere as on insert to fast do instead nothing`,
      `insert into numbered (name) values ('a'), ('b'); delete from numbered where name = 'a';
       alter table fast disable rule elsewhere; insert into fast values (1); alter table fast enable rule elsewhere;
       insert into nothing default values; insert into parent values (1); insert into child values (1, 2);
       insert into parted values (1, '${kept}'), (2, '${gone}'), (11, '${kept}'), (12, '${gone}');
       insert into hidden values (1);
       alter table watched disable trigger no_change; insert into watched values (1);
       alter table watched enable always trigger no_change`,
    );
    for (const table of ['numbered', 'fast', 'nothing', 'only parent', 'child', 'hidden', 'watched'])
      expect(await all(to, table)).toEqual(await all(from, table));
    expect(await all(to, 'parted')).toEqual([
      { a: 1, person: kept },
      { a: 11, person: kept },
    ]);
    expect(lost.map(({ table, rows }) => `${table} ${rows}`)).toEqual([
      'public.parted_1 1',
      'public.parted_2 1',
    ]);
    const { rows } = await to.query(`select nextval('numbered_id_seq')::int`);
    expect(rows).toEqual([{ nextval: 3 }]);
  });

  test('the sequence that a table of the domain uses too stands past the numbers of both', async () => {
    for (const [inOld, inNew] of [
      [70, 50],
      [50, 70],
    ]) {
      const both = await pair(
        version,
        `create table badge (number bigint primary key default nextval('user_unique_fs_number_seq'))`,
      );
      await both.from.client.query(
        `select setval('user_unique_fs_number_seq', ${inOld}); insert into badge default values`,
      );
      await both.to.client.query(`select setval('user_unique_fs_number_seq', ${inNew})`);
      await both.carry();
      const { rows } = await both.to.client.query(`select nextval('user_unique_fs_number_seq')::int as next`);
      expect(rows).toEqual([{ next: inOld === 70 ? 72 : 71 }]);
    }
  });

  test('of two that stand at one number, the sequence that has given it out counts', async () => {
    const both = await pair(
      version,
      `create table badge (number bigint primary key default nextval('user_unique_fs_number_seq'))`,
    );
    await both.from.client.query(`select setval('user_unique_fs_number_seq', 1000000, false)`);
    await both.to.client.query(`select setval('user_unique_fs_number_seq', 1000000)`);
    await both.carry();
    const { rows } = await both.to.client.query(`select nextval('user_unique_fs_number_seq')::int as next`);
    expect(rows).toEqual([{ next: 1_000_001 }]);
  });
});
