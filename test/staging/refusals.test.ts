import { describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { dumperVersion } from '../../src/database/dump.ts';
import { lockKey } from '../../src/database/migrate.ts';
import { course } from '../../src/domains.ts';
import { setLabel } from '../../src/staging/label.ts';
import { stagingAt, stagingDatabase, stateOf } from './staging.ts';

const strategies = ['rename', 'transaction'] as const;

describe.concurrent('a reset is refused before it is known how it could be done, and changes nothing,', () => {
  test('where another database was confirmed, or none', async () => {
    const staging = await stagingDatabase();
    const before = await stateOf(staging);
    const { confirm = '' } = staging.permission;
    for (const wrong of [undefined, '', confirm.toUpperCase(), `${confirm}x`, confirm.replace(/:\d+/, '')]) {
      await expect(staging.reset({ confirm: wrong })).rejects.toMatchObject({
        code: 'not_confirmed',
        hint: expect.stringContaining(`--confirm ${confirm}`),
      });
    }
    expect(await stateOf(staging)).toEqual(before);
  });

  test('where the label disagrees, and where it says production, even on the embedded server', async () => {
    const staging = await stagingDatabase();
    await staging.ask(`insert into "user" (given_name) select 'Eve' from generate_series(1, 11)`);
    const before = await stateOf(staging);
    await expect(staging.reset()).rejects.toMatchObject({ code: 'label_void' });
    expect(await stateOf(staging)).toEqual(before);
    const client = await connect(staging.url);
    await setLabel(client, course, 'production', 'ops');
    await client.end();
    await expect(staging.reset({ embedded: true })).rejects.toMatchObject({ code: 'production' });
    await staging.ask('drop table seedbed_staging.label');
    await expect(staging.reset()).rejects.toMatchObject({
      code: 'not_labelled',
      hint: expect.stringContaining('seedbed label staging'),
    });
  });

  test('while another one is at it, who is named', async () => {
    const staging = await stagingDatabase();
    const results = await Promise.allSettled([
      staging.reset({ strategy: 'transaction' }),
      staging.reset({ strategy: 'transaction', author: { by: 'eve' } }),
    ]);
    const [lost] = results.filter(({ status }) => status === 'rejected');
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(lost).toMatchObject({
      reason: {
        code: 'reset_underway',
        details: { holder: expect.stringMatching(/reset by (ada|eve) \(process \d+, role/) },
      },
    });
    expect(await staging.ask('select count(*)::int from seedbed_staging.history')).toEqual([{ count: 1 }]);
  });

  test('during a migration', async () => {
    const staging = await stagingDatabase();
    const before = await stateOf(staging);
    const ours = await staging.open();
    await ours.query(`begin; select pg_advisory_xact_lock(${lockKey})`);
    await expect(staging.reset()).rejects.toMatchObject({ code: 'migration_underway' });
    await ours.query('commit');
    const theirs = await staging.open();
    await theirs.query(`set application_name = 'flyway'; begin; alter table course add column colour text`);
    await expect(staging.reset()).rejects.toMatchObject({
      code: 'tables_in_use',
      details: { sessions: [expect.stringMatching(/process \d+, role \w+, flyway, since .*: .*course/)] },
    });
    await theirs.query('rollback');
    expect(await stateOf(staging)).toEqual(before);
  });
});

describe.concurrent.each(strategies)('a reset by %s is refused, and changes nothing,', (strategy) => {
  test('where it is labelled as production meanwhile, which stays', async () => {
    const staging = await stagingDatabase();
    const people = await staging.ask(`select id from "user" order by id`);
    const client = await staging.open();
    let labelled: Promise<unknown> | undefined;
    const resetting = staging.reset({
      strategy,
      onProgress: (step) => {
        if (step === 'writing rows') labelled ??= setLabel(client, course, 'production', 'ops');
      },
    });
    const found = await resetting.catch((error) => error);
    await labelled;
    expect(await staging.ask('select environment from seedbed_staging.label')).toEqual([
      { environment: 'production' },
    ]);
    // In one transaction, whoever labels it waits for the commit, and labels what is there then.
    if (strategy === 'transaction') return;
    expect(found).toMatchObject({ code: 'production' });
    expect(await staging.ask(`select id from "user" order by id`)).toEqual(people);
  });

  test('with a long transaction open that has written', async () => {
    const staging = await stagingDatabase();
    const before = await stateOf(staging);
    const client = await staging.open();
    await client.query(`set application_name = 'worker'; begin; update "user" set given_name = 'Ada'`);
    await expect(staging.reset({ strategy })).rejects.toMatchObject({
      code: 'tables_in_use',
      details: { sessions: [expect.stringContaining('worker')] },
    });
    await client.query('rollback');
    expect(await stateOf(staging)).toEqual(before);
    expect(await staging.reset({ strategy })).toMatchObject({ strategy });
  });

  test('for a role without rights', async () => {
    const staging = await stagingDatabase();
    const role = `weak_${staging.name}`;
    await staging.ask(`create role ${role} login password 'secret'; grant pg_read_all_data to ${role}`);
    const before = await stateOf(staging);
    const weak = stagingAt(staging.url.replace(/\/\/[^@]*@/, `//${role}:secret@`), 18, staging.permission);
    try {
      const refused = await weak.reset({ strategy }).catch((error) => error);
      expect(refused.code).toBe('strategy_impossible');
      expect(refused.message).toMatch(
        strategy === 'rename'
          ? /may not create databases.*\n.*belongs to the role/
          : /may not create a schema in it.*\n.*may not write the table/,
      );
      expect(`${refused.message}${refused.hint}`).not.toContain('secret');
      expect(await stateOf(staging)).toEqual(before);
    } finally {
      await staging.ask(`drop owned by ${role}; drop role ${role}`);
    }
  });
});

test('who confirms by the url is not shown its password', async () => {
  const { reset, url } = await stagingDatabase();
  const refused = await reset({ confirm: url }).catch((error) => error);
  expect(refused).toMatchObject({ code: 'not_confirmed' });
  expect(JSON.stringify([refused, refused.message, refused.hint])).not.toContain(new URL(url).password);
});

describe.concurrent('a reset by rename is refused, and changes nothing,', async () => {
  test('with a long transaction open that reads, which the other strategy leaves alone', async () => {
    const staging = await stagingDatabase();
    const before = await stateOf(staging);
    const client = await staging.open();
    await client.query(`set application_name = 'report'; begin isolation level repeatable read`);
    const { rows } = await client.query(`select id from "user" order by id`);
    await expect(staging.reset({ strategy: 'rename' })).rejects.toMatchObject({
      code: 'tables_in_use',
      details: { sessions: [expect.stringContaining('report')] },
    });
    expect(await stateOf(staging)).toEqual(before);
    await staging.reset({ strategy: 'transaction' });
    expect((await client.query(`select id from "user" order by id`)).rows).toEqual(rows);
    await client.query('commit');
    expect((await client.query(`select id from "user" order by id`)).rows).not.toEqual(rows);
  });

  test('where the name leaves no room for others', async () => {
    const staging = await stagingDatabase();
    const long = `${staging.name}_${'x'.repeat(30)}`;
    await staging.askServer(`alter database ${staging.name} rename to ${long}`);
    const url = staging.url.replace(staging.name, long);
    const confirm = staging.permission.confirm?.replace(staging.name, long);
    const renamed = stagingAt(url, 18, { ...staging.permission, confirm });
    const client = await connect(url);
    await setLabel(client, course, 'staging', 'ada');
    await client.end();
    try {
      await expect(renamed.reset({ strategy: 'rename' })).rejects.toMatchObject({
        code: 'strategy_impossible',
        details: { reasons: [expect.stringContaining('its name has more than')] },
      });
      expect(await renamed.reset()).toMatchObject({ strategy: 'transaction' });
    } finally {
      await staging.askServer(`alter database ${long} rename to ${staging.name}`);
    }
  });

  const cannotDump = ((await dumperVersion()) ?? 0) < 18;
  test.runIf(cannotDump)(
    'where the structure cannot be made again: else it goes in one transaction',
    async () => {
      const staging = await stagingDatabase();
      await staging.ask('create table notes (text text); create view texts as select text from notes');
      const before = await stateOf(staging);
      await expect(staging.reset({ strategy: 'rename' })).rejects.toMatchObject({
        code: 'structure_differs',
      });
      expect(await stateOf(staging)).toEqual(before);
      expect(await staging.reset()).toMatchObject({ strategy: 'transaction' });
    },
  );

  test('where the structure has changed meanwhile: else it goes in one transaction', async () => {
    const staging = await stagingDatabase();
    const people = await staging.ask(`select id from "user" order by id`);
    const changing = (column: string, strategy?: 'rename') => {
      let changed: Promise<unknown> | undefined;
      const resetting = staging.reset({
        strategy,
        onProgress: (step) => {
          if (step === 'writing rows')
            changed ??= staging.ask(`alter table course add column ${column} text`);
        },
      });
      return resetting.finally(() => changed);
    };
    await expect(changing('one', 'rename')).rejects.toMatchObject({
      code: 'structure_differs',
      details: { reasons: expect.arrayContaining([expect.stringContaining('course.one')]) },
    });
    expect(await staging.ask(`select id from "user" order by id`)).toEqual(people);
    expect(await changing('two')).toMatchObject({ strategy: 'transaction' });
    expect(await staging.ask('select one, two from course')).toHaveLength(1);
  });
});
