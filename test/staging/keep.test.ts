import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import type { Keep } from '../../src/staging/keep.ts';
import { setLabel } from '../../src/staging/label.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { leaveBaseline } from './baseline.ts';
import { seeded } from './seeded.ts';

const { client } = await seeded(minimal);
await leaveBaseline(client);

const kept = async (...keep: readonly Keep[]) =>
  (await setLabel(client, course, 'staging', 'ada', { keep, baseline: false })).baseline;

const state = `select (select count(*) from role) as roles,
  (select last_value from user_unique_fs_number_seq) as number, (select count(*) from seedbed_staging.baseline) as baseline`;

describe('rows are kept', () => {
  test.each([
    [`id = '_tutor'`, 1],
    [`course_role.id like '\\_%' and title <> ')' -- those with a sign`, 2],
    [`id in (select id from public.course_role where title = 'Lecturer')`, 1],
    ['false', 0],
    ['null', 0],
  ])('for which %s', async (condition, rows) => {
    const others = `id not in ('_owner', '_maintainer', '_study_assistant', '_student')`;
    const table = 'course_role';
    const whole = `${others} and (${condition}\n)`;
    expect(await kept({ table, condition: whole })).toEqual(rows === 0 ? {} : { [table]: rows });
  });

  test('of several tables, and by several conditions of one', async () => {
    const tutor = { table: 'course_role', condition: `id = '_tutor'` };
    const lecturer = { table: 'course_role', condition: `id = '_lecturer'` };
    expect(await kept(tutor, lecturer, { table: 'user_role' }, tutor)).toEqual({
      course_role: 2,
      user_role: 2,
    });
  });
});

describe('what is no condition is told, and does nothing:', () => {
  test.each([
    ['emial = 1', '42703', 1, 'column "emial" does not exist'],
    [`title = 'é' and titel = 1`, '42703', 17, 'It is at character 17 of its SQL'],
    ['true) or (true', '42601', 5, 'at or near ")"'],
    [`true) union select 'x' where (true`, '42601', 5, 'at or near ")"'],
    ['true); delete from public.role; select (true', '42601', 5, 'at or near ")"'],
    ['true] , array[true', '42601', 5, 'at or near "]"'],
    ['(true', '42601', undefined, 'it ends too early'],
    ['true /* open', '42601', 6, 'unterminated'],
    ['5', '42804', 1, 'must be type boolean'],
    ['true, true', '42804', undefined, 'must be type boolean'],
    ['count(*) > 1', '42803', 1, 'aggregate'],
    ['$1', '42P02', 1, 'parameter'],
    [`nextval('public.user_unique_fs_number_seq') > 0`, '25006', undefined, 'read-only'],
    ['1 / (length(id) - length(id)) = 1', '22012', undefined, 'division by zero'],
  ])('%s', async (condition, sqlState, position, problem) => {
    const before = (await client.query(state)).rows;
    await expect(kept({ table: 'course_role', condition })).rejects.toMatchObject({
      code: 'bad_keep',
      kind: 'usage',
      message: expect.stringContaining(problem),
      details: { table: 'course_role', sqlState, position },
    });
    expect((await client.query(state)).rows).toEqual(before);
  });

  test('a table that the domain does not have', async () => {
    await expect(kept({ table: 'course_rol' })).rejects.toMatchObject({
      code: 'unknown_name',
      hint: expect.stringContaining("Did you mean 'course_role'?"),
    });
  });

  test('more rows than can be told apart', async () => {
    const many = await freshDatabase({ template: 'course' });
    await many.client.query(
      `insert into course_role (id, title) select 'role-' || i, 'Many' from generate_series(1, 10001) i`,
    );
    const label = (keep: readonly Keep[]) => setLabel(many.client, course, 'staging', 'ada', { keep });
    await expect(label([{ table: 'course_role' }])).rejects.toMatchObject({
      code: 'too_many_to_keep',
      kind: 'usage',
      details: { most: 10_000 },
    });
    // So many were left by no migration.
    expect(await label([])).toMatchObject({ baseline: {} });
  });
});

describe('--keep', () => {
  const run = async (...parameters: string[]) => {
    const { url } = await seeded(minimal);
    return await seedbed(parameters, { cwd: temporaryFolder(), env: { DATABASE_URL: url } });
  };

  test('names tables and conditions, with the @ of mail addresses', async () => {
    const keep = ['--keep', `user:email like '%@example.org'`, '--keep', '"role"'];
    const { code, stdout } = await run('label', 'staging', ...keep, '--json');
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, baseline: { user: 2, role: 4 } });
    expect((await run('label', 'staging', '--keep', 'role')).stdout).toMatch(
      /^These rows are its baseline, and stay:\n.*\n {2}role +4$/m,
    );
  });

  test('names rows that stay in one reset, and its dry run counts them', async () => {
    const { url } = await seeded(minimal);
    const project = { cwd: temporaryFolder(), env: { DATABASE_URL: url } };
    await seedbed(['label', 'staging'], project);
    const dryRun = ['reset', 'minimal', '--dry-run', '--strategy', 'transaction', '--keep', 'role'];
    const { stdout } = await seedbed(dryRun, project);
    expect(stdout).toMatch(/^ {2}table +goes +stays +new$/m);
    expect(stdout).toMatch(/^ {2}role +0 +4 +1$/m);
    const told = JSON.parse((await seedbed([...dryRun, '--json'], project)).stdout);
    expect(told).toMatchObject({ stays: { role: 4, course_role: 4 }, goes: { user: 2 } });
    expect(told.goes).not.toHaveProperty('role');
  });

  test.each([
    [['--keep', 'user:emial = 1'], 'character 1 of its SQL'],
    [['--keep', 'user:id in (select id from role)'], 'relation "role" does not exist'],
    [['--keep', ':id = 1'], 'begins with the name of its table'],
    [['--keep', 'user:'], 'leave the colon out'],
    [['--keep', 'postgres://ada:secret@localhost/course'], 'may hold|holds a password'],
    [['--keep', 'user:secret@localhost'], 'holds a password'],
    [['--keep', `user:email = 'postgresql://ada:secret@localhost'`], 'holds a password'],
  ])('is wrong usage where it is %s', async (keep, problem) => {
    const { code, stderr } = await run('label', 'staging', ...keep);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(problem));
    expect(stderr).not.toContain('secret');
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
