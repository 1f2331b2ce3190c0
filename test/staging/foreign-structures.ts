import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { findDrift } from '../../src/database/drift.ts';
import { course } from '../../src/domains.ts';
import { SeedbedError } from '../../src/errors/error.ts';
import { health } from '../../src/health/health.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { planReset } from '../../src/staging/plan.ts';
import {
  differencesOfStructures,
  readStructure,
  type Structure,
} from '../../src/staging/structure/structure.ts';
import { restore } from '../../src/transfer/backup/restore.ts';
import { backUp } from '../../src/transfer/backup/write.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { freshDatabase } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder } from '../support/project.ts';
import { type Staging, stagingAt } from './staging.ts';

/** What a platform has in its database that is nothing of ours. */
export interface ForeignStructure {
  readonly what: string;
  readonly make: string;
  /** The code by which what writes rows refuses it. */
  readonly refusal?: string;
  /** Why it cannot be replaced by another database, where that is so. */
  readonly renameRefusal?: RegExp;
  /** The same, where only the rows that are written tell it. */
  readonly lateRefusal?: RegExp;
  /** Its own rows, which are the same after everything. */
  readonly rows?: string;
}

const logging = (table: string) => `
  create table public.journal (id bigint generated always as identity, what text, at timestamptz default now());
  create function public.note() returns trigger language plpgsql as $$ begin
    insert into public.journal (what) values (tg_op); return null; end $$;
  create trigger note after insert or delete on ${table} for each row execute function public.note()`;

export const foreignStructures: readonly ForeignStructure[] = [
  {
    what: 'a trigger that keeps a journal',
    make: logging('public.session'),
    lateRefusal: /triggers write there too/,
  },
  {
    what: 'a rule that writes elsewhere too',
    make: `create table public.copies (id uuid);
      create rule copying as on insert to public.course_family do also insert into public.copies values (new.id)`,
  },
  {
    what: 'partitioned tables',
    make: `create schema app;
      create table app.visit (id int, person uuid, day date not null, primary key (id, day)) partition by range (day);
      create table app.visit_old partition of app.visit for values from (minvalue) to ('2025-01-01');
      create table app.visit_new partition of app.visit default;
      create index on app.visit (person);
      insert into app.visit select i, null, date '2024-12-30' + i from generate_series(1, 5) i`,
    rows: 'select id, day, tableoid::regclass::text as place from app.visit order by id',
  },
  {
    what: 'tables that inherit',
    make: `create table public.base (id int primary key, note text);
      create table public.derived (extra int) inherits (public.base);
      insert into public.base values (1, 'one'); insert into public.derived values (2, 'two', 22)`,
    rows: 'select id, note, tableoid::regclass::text as place from public.base order by id',
  },
  {
    what: 'row security with policies',
    make: `create table public.secret (id int, text text); insert into public.secret values (1, 'x');
      alter table public.secret enable row level security;
      create policy nobody on public.secret using (false);
      alter table public.course enable row level security;
      create policy everybody on public.course using (true) with check (true)`,
    rows: 'select * from public.secret',
  },
  {
    what: 'a schema without tables',
    make: `create schema app; comment on schema app is 'functions only';
      create function app.one() returns int language sql as 'select 1'`,
  },
  {
    what: 'an empty schema',
    make: 'create schema app',
  },
  {
    what: 'publications',
    make: `create publication some_of_it for table public."user", public.course;
      create publication courses_of_it for table public.course where (id is not null);
      create publication inserts_of_it for table public.result with (publish = 'insert')`,
  },
  {
    what: 'an event trigger that logs DDL',
    make: `create table public.ddl_log (tag text);
      create function public.log_ddl() returns event_trigger language plpgsql as
        $$ begin insert into public.ddl_log values (tg_tag); end $$;
      create event trigger log_ddl_of_it on ddl_command_end execute function public.log_ddl()`,
  },
  {
    what: 'extended statistics',
    make: `create statistics public.result_statistics (ndistinct, dependencies) on submit, status from public.result;
      alter statistics public.result_statistics set statistics 200`,
  },
  {
    what: 'large objects',
    make: `create table public.attachment (id int, file oid);
      insert into public.attachment values (1, lo_from_bytea(0, 'content'))`,
    rows: `select id, convert_from(lo_get(file), 'UTF8') as content from public.attachment`,
    renameRefusal: /it has large objects/,
  },
  {
    what: 'foreign tables',
    make: `create extension postgres_fdw;
      create server elsewhere foreign data wrapper postgres_fdw options (host '192.0.2.1', dbname 'x');
      create user mapping for public server elsewhere options (user 'u', password 'hidden');
      create foreign table public.far (id int, label text) server elsewhere`,
  },
  {
    what: 'domains and composite types',
    make: `create type public.address as (street text, city text);
      create domain public.short as varchar(5) check (value <> '');
      create table public.place (id int primary key, at public.address, name public.short, all_of_them public.address[]);
      insert into public.place values (1, row('Main, "St"', null), 'here', array[row('a', 'b')::public.address])`,
    rows: 'select id, at::text, name, all_of_them::text from public.place',
  },
  {
    what: 'views with triggers and materialized views',
    make: `create view public.people as select id, email from public."user";
      create function public.no_people() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger no_people instead of insert on public.people for each row execute function public.no_people();
      create materialized view public.counted as select count(*) from public.course;
      create unique index on public.counted (count)`,
  },
  {
    what: 'a trigger that keeps rows back',
    make: `create function public.swallow() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger swallow before insert on public.course_member for each row execute function public.swallow()`,
    refusal: 'rows_not_arrived',
  },
];

const origin = { seed: 0, now: DEFAULT_NOW };

/** What must be the same after anything that has been refused, or has put everything back. */
interface State {
  readonly structure: Structure;
  readonly data: string;
  readonly rows: readonly unknown[];
}

async function stateOf(staging: Staging, { rows }: ForeignStructure): Promise<State> {
  const client = await connect(staging.url);
  try {
    return {
      structure: await readStructure(client),
      data: await datasetHash(client, course),
      rows: rows === undefined ? [] : (await client.query(rows)).rows,
    };
  } finally {
    await client.end();
  }
}

function expectSame(found: State, wanted: State, after: string): void {
  expect(differencesOfStructures(wanted.structure, found.structure), after).toEqual([]);
  expect(found.rows, after).toEqual(wanted.rows);
}

/** Everything that there is to do with a database that has a foreign structure. */
export function testForeignStructure(foreign: ForeignStructure, version: 15 | 18): void {
  const { what, make, refusal, renameRefusal, lateRefusal } = foreign;
  // Of this server the structure can be dumped.
  const canDump = existsSync('/usr/bin/pg_dump') && version === 15;

  test(`${what} on PostgreSQL ${version}`, async () => {
    const { url, client } = await freshDatabase({ version, template: 'course' });
    await client.query(make);
    const staging = stagingAt(url, version, {
      author: { by: 'ada' },
      embedded: false,
      confirm: addressOf(client),
    });
    const empty = await stateOf(staging, foreign);
    const folder = temporaryFolder();
    await writePart(`${folder}/parts`, course, minimal, origin);
    const load = async () => await loadParts(client, course, await readParts([`${folder}/parts`]));

    if (refusal !== undefined) {
      for (const write of [() => seed(client, course, minimal, origin), load]) {
        await expect(write()).rejects.toMatchObject({ code: refusal });
        const after = await stateOf(staging, foreign);
        expectSame(after, empty, 'a refusal');
        expect(after.data).toBe(empty.data);
      }
      return;
    }

    await seed(client, course, minimal, origin);
    const seeded = await stateOf(staging, foreign);
    expectSame(seeded, empty, 'seed');
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
    expect((await health(course, url)).checks.map(({ check }) => check)).not.toEqual([]);
    const drift = await findDrift(course, url);
    expectSame(await stateOf(staging, foreign), seeded, 'looking at it');
    await backUp(client, course, `${folder}/backup`);

    const other = await freshDatabase({ version, template: 'course' });
    await other.client.query(make.replaceAll('of_it', 'of_copy'));
    await restore(other.client, course, `${folder}/backup`);
    expect(await datasetHash(other.client, course)).toBe(seeded.data);

    const third = await freshDatabase({ version, template: 'course' });
    await third.client.query(make.replaceAll('of_it', 'of_third'));
    await loadParts(third.client, course, await readParts([`${folder}/parts`]));
    expect(await datasetHash(third.client, course)).toBe(seeded.data);

    await setLabel(client, course, 'staging', 'ada');
    await client.end(); // a superuser's session is one that others may not end
    const { permission } = staging;
    for (const strategy of ['rename', 'transaction'] as const) {
      const reset = () => staging.reset({ strategy });
      const plan = () =>
        planReset(url, course, minimal, { seed: 7, now: DEFAULT_NOW }, { ...permission, strategy });
      if (strategy === 'rename' && (renameRefusal || lateRefusal || !canDump)) {
        const planned = await told(plan());
        const refused = await told(reset());
        // What our migrations make is exchanged on every server.
        if (!(refused instanceof Error)) await staging.undo();
        else {
          expect(refused).toBeInstanceOf(SeedbedError);
          const expected = renameRefusal ?? (canDump ? lateRefusal : undefined);
          if (expected) expect(String(refused)).toMatch(expected);
          if (!lateRefusal || !canDump) expect(String(planned)).toBe(String(refused));
        }
      } else {
        expect(await reset()).toMatchObject({ strategy, rows: 27 });
        expectSame(await stateOf(staging, foreign), seeded, `reset by ${strategy}`);
        expect(await findDrift(course, url)).toEqual(drift);
        await staging.undo();
      }
      const after = await stateOf(staging, foreign);
      expectSame(after, seeded, `undo or refusal of ${strategy}`);
      expect(after.data, strategy).toBe(seeded.data);
    }
  });
}

/** What comes of something, be it a refusal. */
const told = async (work: Promise<unknown>): Promise<unknown> => await work.catch((error: unknown) => error);
