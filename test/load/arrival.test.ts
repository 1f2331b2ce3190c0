import { MikroORM } from '@mikro-orm/postgresql';
import { describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const origin = { seed: 0, now: DEFAULT_NOW };
const trigger = (name: string, when: string, body: string, table = 'course_member'): string => `
  create function ${name}() returns trigger language plpgsql as $$ begin ${body} end $$;
  create trigger ${name} ${when} insert on ${table} for each row execute function ${name}()`;

/** What keeps rows from a table, and what a refusal says of it. */
const thieves = [
  {
    what: 'a trigger that returns null',
    table: 'course_member',
    make: trigger('swallow', 'before', 'return null;'),
    reason: 'the trigger swallow',
  },
  {
    what: 'a trigger that deletes what was inserted',
    table: 'result',
    make: trigger('undo_it', 'after', 'delete from public.result where id = new.id; return null;', 'result'),
    reason: 'the trigger undo_it',
    isLate: true,
  },
  {
    what: 'a trigger that takes rows to an inheriting table',
    table: 'course_member',
    make: `create table public.member_archive () inherits (public.course_member);
      ${trigger('route', 'before', 'insert into public.member_archive select new.*; return null;')}`,
    reason: 'the trigger route',
  },
];

describe.each(everyServer)('rows that do not arrive on PostgreSQL $version', ({ version }) => {
  const foiled = async (make: string) => {
    const database = await freshDatabase({ version, template: 'course' });
    await database.client.query(make);
    return database;
  };

  test.each(thieves)(
    'are told by seed and load, and nothing is left: $what',
    async ({ make, reason, table }) => {
      const { client } = await foiled(make);
      const refusal = {
        code: 'rows_not_arrived',
        details: { table, arrived: 0, reasons: expect.arrayContaining([reason]) },
      };
      await expect(seed(client, course, minimal, origin)).rejects.toMatchObject(refusal);
      expect(await countRows(client, course)).toEqual({});
      const folder = `${temporaryFolder()}/parts`;
      await writePart(folder, course, minimal, origin);
      await expect(loadParts(client, course, await readParts([folder]))).rejects.toMatchObject(refusal);
      expect(await countRows(client, course)).toEqual({});
    },
  );

  test.each(thieves.filter(({ isLate }) => !isLate))(
    'are told by factories, and the transaction goes on: $what',
    async ({ make, reason }) => {
      const { client, url } = await foiled(make);
      const orm = new MikroORM({ ...ormOptions(course), ...connectionOptions(url) });
      try {
        const em = orm.em.fork();
        await em.begin();
        const f = bind(course, { em });
        const user = await f.user.create();
        const refused = f.courseMember.createMany(3, { user });
        await expect(refused).rejects.toMatchObject({
          code: 'rows_not_arrived',
          details: { reasons: expect.arrayContaining([reason]) },
        });
        await em.commit();
        expect(await countRows(client, course)).toEqual({ user: 1 });
      } finally {
        await orm.close();
      }
    },
  );

  test('are told by factories where a rule takes them, which COPY does not obey', async () => {
    const { client, url } = await foiled(
      'create rule eat as on insert to public.course_family do instead nothing',
    );
    await seed(client, course, minimal, origin);
    const orm = new MikroORM({ ...ormOptions(course), ...connectionOptions(url) });
    try {
      const refused = bind(course, { em: orm.em.fork() }).courseFamily.create();
      await expect(refused).rejects.toMatchObject({
        code: 'rows_not_arrived',
        details: { table: 'course_family', sent: 1, arrived: 0, reasons: ['the rule eat'] },
      });
    } finally {
      await orm.close();
    }
  });

  test('are also those that a trigger adds to a table of the dataset', async () => {
    const { client } = await foiled(
      trigger(
        'add_note',
        'after',
        `insert into public.session (session_id, ip_address, user_id)
        values (new.id::text, '192.0.2.1', new.user_id); return null;`,
      ),
    );
    await expect(seed(client, course, minimal, origin)).rejects.toMatchObject({
      code: 'rows_not_arrived',
      details: { table: 'session' },
    });
    expect(await countRows(client, course)).toEqual({});
  });
});
