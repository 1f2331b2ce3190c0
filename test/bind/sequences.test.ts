import { beforeAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { entityManagerOn } from '../../src/database/single-client.ts';
import { course } from '../../src/domains.ts';
import { User } from '../../src/entities/course/people.ts';
import { lint } from '../../src/lint.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('numbers', () => {
  test('go on over build, create, createMany and attributes', async () => {
    const { f } = database.fresh({ run: 5_001 });
    const numbers = [
      f.executionBackend.build(),
      await f.executionBackend.create(),
      ...(await f.executionBackend.createMany(2)),
      await f.executionBackend.attributes(),
      ...f.executionBackend.buildMany(2),
    ].map(({ slug }) => slug);
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `python-${n}nfr5001`));
  });

  test('are shared by a factory and all of its traits', async () => {
    const { f } = database.fresh();
    const users = [
      await f.user.create(),
      await f.user.archived().create(),
      await f.user.token().create(),
      await f.user.withProfile().db().create(),
      await f.user.create(),
    ];
    for (const key of ['id', 'username', 'email', 'number'] as const) {
      expect(new Set(users.map((user) => user[key])).size).toBe(5);
    }
  });

  test('of rows that were made beside another differ from those of a call', async () => {
    const { f } = database.fresh();
    const [member, ...users] = [await f.courseMember.create(), ...(await f.user.createMany(3))];
    const running = await f.course.running().create();
    const all = await database.orm.em.fork().find(User, { email: { $like: '%@example.org' } });
    expect(all.length).toBeGreaterThanOrEqual(4);
    expect(new Set(all.map(({ email }) => email)).size).toBe(all.length);
    expect(users.map(({ email }) => email)).not.toContain(member.user.email);
    expect(running.title).toEqual(expect.any(String));
  });

  test('do not move on with a call that failed', async () => {
    const { f } = database.fresh();
    const slugs = [await f.executionBackend.create()];
    await expect(f.executionBackend.create({ slug: 'no slug' })).rejects.toThrow();
    slugs.push(await f.executionBackend.create());
    expect(slugs.map(({ slug }) => Number(/^python-(\d+)n/.exec(slug)?.[1]))).toEqual([0, 1]);
  });
});

describe('a value that is given', () => {
  test('does not meet those of the sequence, as people write them', async () => {
    const { f } = database.fresh();
    for (let n = 0; n < 4; n++) await f.executionBackend.create({ slug: `python-${n}` });
    expect((await f.executionBackend.createMany(6)).length).toBe(6);
    await f.user.create({ number: 'U000002', username: 'ada.2', email: 'ada@example.org' });
    expect((await f.user.createMany(5)).length).toBe(5);
  });

  test('twice is refused with the name of the rule, and nothing is written', async () => {
    const { f } = database.fresh();
    await f.user.create({ email: 'twice@example.org' });
    const added = await database.added(async () => {
      const again = f.courseMember.create({ user: { email: 'twice@example.org' } });
      await expect(again).rejects.toMatchObject({ code: 'rule_broken', details: { rule: 'user_email_key' } });
    });
    expect(added).toEqual({});
  });
});

test('rows that the platform inserts afterwards get numbers above those that were given', async () => {
  const { f } = database.fresh();
  const given = await f.user.create({ fsNumber: 4_711 });
  await f.user.createMany(3);
  const { rows } = await database.client.query<{ number: string }>(
    `insert into "user" (given_name) values ('Ada') returning fs_number as number`,
  );
  expect(Number(rows[0]?.number)).toBeGreaterThan(given.fsNumber);
});

describe('sequences', () => {
  const position = async (): Promise<unknown> =>
    (await database.client.query('select last_value, is_called from public.user_unique_fs_number_seq'))
      .rows[0];

  test('stay where they are in a transaction that is rolled back, whoever opened it and however', async () => {
    const before = await position();
    const { em, f } = database.fresh();
    await em.begin();
    await f.user.createMany(3);
    await em.rollback();
    expect(await position()).toEqual(before);

    await database.client.query('begin');
    await bind(course, { client: database.client, run: 6_001 }).user.create();
    await database.client.query('rollback');
    expect(await position()).toEqual(before);

    // As the test kit hands it out: the EntityManager does not know of the transaction.
    await database.client.query('begin');
    const lent = entityManagerOn(course, database.client);
    await bind(course, { em: lent, run: 6_002 }).user.create();
    await database.client.query('rollback');
    expect(await position()).toEqual(before);
  });

  test('stay where they are when a call fails, and when factories are tried', async () => {
    const before = await position();
    const { em, f } = database.fresh();
    await f.courseContent.create({ path: 'no such parent' }).catch(() => {});
    expect(await lint({ ...course, factories: { user: course.factories.user } }, { em })).toEqual([]);
    expect(await position()).toEqual(before);
  });
});
