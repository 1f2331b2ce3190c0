import { beforeAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { User } from '../../src/entities/course/people.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('in the transaction of an EntityManager', () => {
  test('rows are there for it, for others after the commit, and gone after a rollback', async () => {
    const { em, f } = database.fresh();
    expect(
      await database.added(async () => {
        await em.begin();
        const { id } = await f.user.create();
        expect(await em.count(User, { id })).toBe(1);
        expect(await database.orm.em.fork().count(User, { id })).toBe(0);
        await em.rollback();
      }),
    ).toEqual({});
    expect(
      await database.added(async () => {
        await em.begin();
        await f.user.create();
        await em.commit();
      }),
    ).toEqual({ user: 1 });
  });

  test('em.transactional holds the calls of its EntityManager inside', async () => {
    const { em } = database.fresh();
    const failing = () =>
      em.transactional(async (inner) => {
        const f = bind(course, { em: inner, run: 6_001 });
        await f.courseMember.create();
        await f.user.createMany(3);
        throw new Error('changed my mind');
      });
    expect(await database.added(() => expect(failing()).rejects.toThrow('changed my mind'))).toEqual({});
    expect(
      await database.added(() =>
        em.transactional((inner) => bind(course, { em: inner, run: 6_001 }).user.create()),
      ),
    ).toEqual({ user: 1 });
  });

  test('and those of a binding to the one that looks for its context', async () => {
    const { em } = database.orm;
    const f = bind(course, { em, run: 6_007 });
    const work = (fails: boolean) => () =>
      em.transactional(async () => {
        const { id } = await f.user.create();
        expect(await em.count(User, { id })).toBe(1);
        if (fails) throw new Error('changed my mind');
      });
    expect(await database.added(() => expect(work(true)()).rejects.toThrow('changed my mind'))).toEqual({});
    expect(await database.added(work(false))).toEqual({ user: 1 });
  });

  test('a failed call leaves the transaction usable, and what was there before', async () => {
    const { em, f } = database.fresh();
    await database.client.query(`alter table session add constraint refused check (session_id <> 'refused')`);
    const added = await database.added(() =>
      em.transactional(async () => {
        await f.user.create();
        await expect(f.session.create({ sessionId: 'refused' })).rejects.toMatchObject({
          code: 'load_refused',
        });
        await expect(f.session.create({ ipAddress: 'nowhere' })).rejects.toMatchObject({
          code: 'rule_broken',
        });
        await f.session.create();
      }),
    );
    expect(added).toEqual({ user: 2, session: 1 });
  });

  test('after a rollback, a binding made anew makes the same rows', async () => {
    const { em } = database.fresh();
    const emails: (string | null | undefined)[] = [];
    for (const end of ['rollback', 'commit'] as const) {
      const inner = em.fork();
      await inner.begin();
      emails.push((await bind(course, { em: inner, run: 6_002 }).user.create()).email);
      await inner[end]();
    }
    expect(emails[0]).toBe(emails[1]);
  });
});

describe('at once on one EntityManager', () => {
  test('calls happen one after the other, in the order in which they were made', async () => {
    const { f } = database.fresh();
    const added = await database.added(async () => {
      const backends = await Promise.all(Array.from({ length: 8 }, () => f.executionBackend.create()));
      expect(backends.map(({ slug }) => Number(/^python-(\d+)n/.exec(slug)?.[1]))).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7,
      ]);
    });
    expect(added).toEqual({ execution_backend: 8 });
  });

  test('a failure among them concerns nobody else', async () => {
    const { f } = database.fresh();
    const settled = await Promise.allSettled([
      f.user.create(),
      f.executionBackend.create({ slug: 'no slug' }),
      f.courseMember.create(),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('so it is in its transaction, and by two bindings', async () => {
    const { em } = database.fresh();
    const added = await database.added(() =>
      em.transactional(async (inner) => {
        const one = bind(course, { em: inner, run: 6_003 });
        const other = bind(course, { em: inner, run: 6_004 });
        await Promise.all([
          one.course.create(),
          other.course.create(),
          one.user.createMany(2),
          other.user.create(),
        ]);
      }),
    );
    expect(added).toEqual({ organization: 2, course_family: 2, course: 2, user: 3 });
  });
});

describe('on a plain connection', () => {
  test('each call has a transaction of its own', async () => {
    const client = await connect(database.url);
    const f = bind(course, { client, run: 6_005 });
    const added = await database.added(async () => {
      const member = await f.courseMember.create();
      expect(member.course.courseFamily.organization.title).toEqual(expect.any(String));
      expect(client.getTransactionStatus()).toBe('I');
    });
    expect(added).toMatchObject({ course_member: 1 });
    await client.end();
  });

  test('or takes part in the one that is open', async () => {
    const client = await connect(database.url);
    const f = bind(course, { client, run: 6_006 });
    const added = await database.added(async () => {
      await client.query('begin');
      await f.courseMember.create();
      await expect(f.executionBackend.create({ slug: 'no slug' })).rejects.toThrow();
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
      await client.query('rollback');
    });
    expect(added).toEqual({});
    await client.end();
  });
});
