import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Bound, bind } from '../../src/bind.ts';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { course } from '../../src/domains.ts';
import { Result } from '../../src/entities/course/submissions.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let orm: MikroORM;
let f: Bound<typeof course>;

beforeAll(async () => {
  database = await freshDatabase({ template: 'course' });
  orm = new MikroORM({ ...ormOptions(course), ...connectionOptions(database.url) });
  f = bind(course, { em: orm.em.fork() });
});
afterAll(() => orm.close());

it('a row that breaks a rule is refused by its name, and nothing is written', async () => {
  const before = await countRows(database.client, course);
  const refused = f.user.create({ username: 'x'.repeat(256) });
  await expect(refused).rejects.toMatchObject({
    code: 'rule_broken',
    details: { factory: 'user', rule: 'user_username_length', values: { username: 'x'.repeat(256) } },
  });
  expect(await countRows(database.client, course)).toEqual(before);
});

it('a value that was given before is refused', async () => {
  await f.user.create({ email: 'twice@example.org' });
  await expect(f.user.create({ email: 'twice@example.org' })).rejects.toMatchObject({
    details: { rule: 'user_email_key', values: { email: 'twice@example.org' } },
  });
  await f.user.archived().create({ email: 'twice@example.org' });
});

it('a refused call leaves numbers as they were', async () => {
  const { username } = f.user.build();
  await expect(f.user.create({ version: 0.5 })).rejects.toMatchObject({
    details: { rule: 'user_version_type' },
  });
  const next = f.user.build();
  expect(next.username).not.toBe(username);
  expect(Number(next.fsNumber)).toBe(Number(f.user.build().fsNumber) - 1);
});

it('build refuses too', () => {
  expect(() => f.courseFamily.build({ path: 'no path' })).toThrow(/course_family_path_type/);
});

it('what only the database knows is refused by it, and the transaction it happens in goes on', async () => {
  await database.client.query(
    `insert into "user" (given_name, email) values ('Somebody', 'elsewhere@example.org')`,
  );
  const em = orm.em.fork();
  await em.begin();
  onTestFinished(() => (em.isInTransaction() ? em.rollback() : undefined));
  const inner = bind(course, { em, run: 1 });
  await expect(inner.user.create({ email: 'elsewhere@example.org' })).rejects.toMatchObject({
    code: 'load_refused',
    details: { refusal: { sqlState: '23505', constraint: 'user_email_key' } },
    message: expect.not.stringContaining('insert into'),
  });
  const { id } = await inner.user.create();
  await em.commit();
  const { rows } = await database.client.query('select 1 from "user" where id = $1', [id]);
  expect(rows).toHaveLength(1);
});

it('what is in the database counts too', async () => {
  const courseContent = await f.courseContent.create({ maxGroupSize: 2, maxTestRuns: 2 });
  const courseSubmissionGroup = await f.courseSubmissionGroup.create({ courseContent });
  await f.result.create({ courseSubmissionGroup });
  const other = bind(course, { em: orm.em.fork(), run: 2 });
  const key = courseSubmissionGroup.id;
  await other.courseSubmissionGroupMember.create({ courseSubmissionGroup: key });
  await expect(
    other.courseSubmissionGroupMember.create({ courseSubmissionGroup: key }),
  ).rejects.toMatchObject({
    details: {
      rule: 'course_submission_group_member_count',
      values: { courseSubmissionGroup: key, maxGroupSize: 2, members: 3 },
    },
  });
  const [first] = await orm.em.fork().find(Result, { courseSubmissionGroup: key });
  const attempt = { courseSubmissionGroup: key, courseMember: first?.courseMember.id ?? '' };
  await other.result.create(attempt);
  await expect(other.result.createMany(2, attempt)).rejects.toMatchObject({
    details: { rule: 'result_max_test_runs' },
  });
  await expect(
    other.courseContent.create({ course: courseContent.course.id, path: `${courseContent.path}.below` }),
  ).rejects.toMatchObject({ details: { rule: 'course_content_parent_kind' } });
});

it('of several rows the one that is refused takes the others back', async () => {
  const before = await countRows(database.client, course);
  await expect(f.user.createMany(3, { email: 'three@example.org' })).rejects.toMatchObject({
    details: { rule: 'user_email_key' },
  });
  expect(await countRows(database.client, course)).toEqual(before);
  await f.user.create({ email: 'three@example.org' });
});

it('what was built is checked when it is written, and leaves nothing behind when it is refused', async () => {
  const [one, other] = [1, 2].map(() => f.user.build({ email: 'built@example.org' }));
  await f.profile.create({ user: one ?? {} });
  await expect(f.profile.create({ user: other ?? {} })).rejects.toMatchObject({
    details: { factory: 'user', rule: 'user_email_key' },
  });
  const { username = null } = other ?? {};
  await f.profile.create({ user: { username } });
});

it('a secret is in no message', async () => {
  const refused = f.user.create({ authToken: 'hunter2' });
  await expect(refused).rejects.toMatchObject({
    details: { rule: 'user_auth_token' },
    message: expect.not.stringContaining('hunter2'),
  });
});
