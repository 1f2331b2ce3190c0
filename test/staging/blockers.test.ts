import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { planReset } from '../../src/staging/plan.ts';
import { everyServer } from '../support/database.ts';
import { type Staging, stagingAt, stagingDatabase, stateOf } from './staging.ts';

const plan = (staging: Staging, strategy?: 'rename' | 'transaction') =>
  planReset(staging.url, course, minimal, { seed: 7, now: DEFAULT_NOW }, { ...staging.permission, strategy });

const blockers = [
  { what: 'large objects', make: 'select lo_create(0)', reason: 'it has large objects' },
  {
    what: 'a subscription',
    make: `create subscription sub_of_it connection 'host=db.example.org' publication p
      with (connect = false, slot_name = none)`,
    reason: 'the subscription "sub_of_it" is in it',
    unmake: 'drop subscription sub_of_it',
  },
];

describe.concurrent('what makes a reset by rename impossible', () => {
  test.each(blockers)('is found before anything happens, and told by the dry run: $what', async (blocker) => {
    const staging = await stagingDatabase();
    await staging.ask(blocker.make);
    const before = await stateOf(staging);
    const refusal = { code: 'strategy_impossible', details: { reasons: [blocker.reason] } };
    await expect(plan(staging, 'rename')).rejects.toMatchObject(refusal);
    await expect(staging.reset({ strategy: 'rename' })).rejects.toMatchObject(refusal);
    expect(await stateOf(staging)).toEqual(before);
    const planned = await plan(staging);
    expect(planned).toMatchObject({ strategy: 'transaction', reasons: [blocker.reason] });
    expect(await staging.reset()).toMatchObject({ strategy: 'transaction', reasons: planned.reasons });
    if (blocker.unmake) await staging.ask(blocker.unmake);
  });

  test('is also what is made meanwhile and goes by the OID of the database', async () => {
    const staging = await stagingDatabase();
    const before = await stateOf(staging);
    let made: Promise<unknown> | undefined;
    const resetting = staging.reset({
      strategy: 'rename',
      onProgress: (step) => {
        if (step === 'swapping') {
          made ??= staging.ask(`create subscription late_of_it connection 'host=db.example.org' publication p
            with (connect = false, slot_name = none)`);
        }
      },
    });
    await resetting.catch(() => {});
    await made?.catch(() => {});
    const subscriptions = await staging.askServer(
      `select subname from pg_subscription where subname = 'late_of_it'`,
    );
    // Whoever comes late is disconnected, or has been heard.
    if (subscriptions.length > 0) {
      await expect(resetting).rejects.toMatchObject({ code: 'strategy_impossible' });
      expect(await stateOf(staging)).toEqual(before);
      await staging.ask('drop subscription late_of_it');
    }
  });

  test('are options of user mappings that the role may not read', async () => {
    const staging = await stagingDatabase();
    const role = `owner_${staging.name}`;
    await staging.ask(`create role ${role} login createdb password 'secret';
      alter database ${staging.name} owner to ${role}; grant all on all tables in schema public to ${role};
      grant all on schema seedbed_staging to ${role}; grant all on all tables in schema seedbed_staging to ${role};
      create extension postgres_fdw; create server other foreign data wrapper postgres_fdw;
      create user mapping for current_user server other options (user 'u', password 'hidden')`);
    const owned = stagingAt(staging.url.replace(/\/\/[^@]*@/, `//${role}:secret@`), 18, staging.permission);
    const refused = await plan(owned, 'rename').catch((error) => error);
    expect(refused).toMatchObject({
      code: 'strategy_impossible',
      details: {
        reasons: expect.arrayContaining([
          expect.stringMatching(
            `the options of the user mapping of "\\w+" for the server "other" cannot be read by "${role}"`,
          ),
        ]),
      },
    });
    expect(`${refused.message}${refused.hint}`).not.toContain('hidden');
    await expect(owned.reset({ strategy: 'rename' })).rejects.toMatchObject({
      details: { reasons: refused.details.reasons },
    });
    await staging.ask(
      `alter database ${staging.name} owner to current_user; drop owned by ${role}; drop role ${role}`,
    );
  });
});

describe.concurrent('what makes a reset in place impossible is found before anything happens, and told by the dry run:', () => {
  test('a publication that PostgreSQL cannot publish deletes for', async () => {
    const staging = await stagingDatabase();
    await staging.ask(`create publication filtered for table course where (version_identifier is not null)`);
    const before = await stateOf(staging);
    const refused = await plan(staging, 'transaction').catch((error) => error);
    expect(refused).toMatchObject({
      code: 'strategy_impossible',
      details: {
        reasons: [
          expect.stringMatching(/^public\.course: cannot delete from table "course" \(.*replica identity/),
        ],
      },
    });
    await expect(staging.reset({ strategy: 'transaction' })).rejects.toMatchObject({
      details: { reasons: refused.details.reasons },
    });
    expect(await stateOf(staging)).toEqual(before);
  });

  test('a table in a schema that the owner of the database may not use, which neither strategy can lock', async () => {
    const staging = await stagingDatabase();
    const role = `owner_${staging.name}`;
    await staging.ask(`create role ${role} login createdb password 'secret';
      alter database ${staging.name} owner to ${role}; grant all on all tables in schema public, seedbed_staging to ${role};
      create schema hidden; create table hidden.it (id int); grant all on hidden.it to ${role}`);
    const owned = stagingAt(staging.url.replace(/\/\/[^@]*@/, `//${role}:secret@`), 18, staging.permission);
    const before = await stateOf(staging);
    for (const strategy of ['rename', 'transaction', undefined] as const) {
      const refused = await plan(owned, strategy).catch((error) => error);
      expect(refused).toMatchObject({
        code: 'strategy_impossible',
        details: { reasons: [`the role "${role}" may not use the schema hidden, where the table it is`] },
      });
      await expect(owned.reset({ strategy })).rejects.toThrow(refused.message);
    }
    expect(await stateOf(staging)).toEqual(before);
    await staging.ask(
      `alter database ${staging.name} owner to current_user; drop owned by ${role}; drop role ${role}`,
    );
  });
});

test('a database that is a template is one after a reset, and the old one can be dropped', async () => {
  const staging = await stagingDatabase();
  await staging.askServer(`alter database ${staging.name} is_template true`);
  const templates = `select datname, datistemplate from pg_database where starts_with(datname, '${staging.name}') order by 1`;
  try {
    const { before } = await staging.reset({ strategy: 'rename' });
    expect(await staging.askServer(templates)).toEqual([
      { datname: staging.name, datistemplate: true },
      { datname: before, datistemplate: false },
    ]);
    await staging.undo();
    expect(await staging.askServer(templates)).toMatchObject([
      { datname: staging.name, datistemplate: true },
      { datistemplate: false },
    ]);
  } finally {
    await staging.askServer(`alter database ${staging.name} is_template false`);
  }
});

// Of this server the structure can be dumped.
const canDump = existsSync('/usr/bin/pg_dump') && everyServer.some(({ version }) => version === 15);

/** As platforms have it to know who changed what. */
const ddlLog = `
  create table ddl_log (id int generated always as identity, tag text not null, object text);
  create function log_ddl() returns event_trigger language plpgsql as $$ begin
    insert into public.ddl_log (tag, object) select command_tag, object_identity from pg_event_trigger_ddl_commands();
  end $$;
  create event trigger log_ddl on ddl_command_end execute function log_ddl();
  create table logged (id int)`;

test.runIf(canDump).each(['rename', 'transaction'] as const)(
  'an event trigger that logs DDL does not block a reset by %s, and is there afterwards',
  async (strategy) => {
    const staging = await stagingDatabase(15);
    await staging.ask(ddlLog);
    const before = await staging.ask('select id, tag, object from ddl_log order by id');
    expect(before).toEqual([{ id: 1, tag: 'CREATE TABLE', object: 'public.logged' }]);
    expect(await staging.reset({ strategy })).toMatchObject({ strategy });
    const after = await staging.ask('select id, tag, object from ddl_log order by id');
    // In place, it is the platform's own log that says what was done there.
    expect(strategy === 'rename' ? after : after.slice(0, 1)).toEqual(before);
    await staging.ask('drop table logged; create table logged (id int)');
    expect(await staging.ask(`select count(*)::int - ${after.length} as more from ddl_log`)).toEqual([
      { more: 1 },
    ]);
  },
);
