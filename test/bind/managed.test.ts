import { wrap } from '@mikro-orm/postgresql';
import { beforeAll, describe, expect, test } from 'vitest';
import { CourseGroup, CourseMember } from '../../src/entities/course/members.ts';
import { Session, User } from '../../src/entities/course/people.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';
import { variants } from './variants.ts';

let database: CourseDatabase;

beforeAll(async () => {
  database = await courseDatabase();
});

test('a flush after create writes what was changed, and inserts nothing', async () => {
  const { em, f } = database.fresh();
  const member = await f.courseMember.create();
  member.user.givenName = 'Grace';
  database.sent();
  await em.flush();
  expect(database.sent().filter((statement) => /insert|update/.test(statement))).toEqual([
    expect.stringContaining('update "user" set "given_name"'),
  ]);
});

test('so does a flush after something that was built belongs to what was created', async () => {
  const { em, f } = database.fresh();
  const member = f.courseMember.build();
  await f.courseSubmissionGroupMember.create({ courseMember: member });
  database.sent();
  await em.flush();
  expect(database.sent().filter((statement) => /insert|update/.test(statement))).toEqual([]);
  expect(member.courseRole.id).toBe('_student');
});

describe('created entities', () => {
  test.each(variants)('$name: a flush afterwards writes nothing', async ({ of }) => {
    const { em, f } = database.fresh();
    await em.begin();
    await of(f).create({});
    database.sent();
    await em.flush();
    const sent = database.sent();
    await em.rollback();
    expect(sent).toEqual([]);
  });

  test('are the ones that the EntityManager finds, with all columns and parents loaded', async () => {
    const { em, f } = database.fresh();
    const member = await f.courseMember.create();
    database.sent();
    expect(em.getReference(CourseMember, member.id)).toBe(member);
    expect(await em.findOne(CourseMember, member.id)).toBe(member);
    expect(wrap(member).isInitialized()).toBe(true);
    expect(wrap(member.course.courseFamily.organization).isInitialized()).toBe(true);
    expect(member.course.organization).toBe(member.course.courseFamily.organization);
    expect(database.sent()).toEqual([]);
    expect(await em.find(User, { email: member.user.email ?? '' })).toEqual([member.user]);
  });

  test('can be removed and refreshed', async () => {
    const { em, f } = database.fresh();
    const [user, other] = await f.user.createMany(2);
    if (!user || !other) throw new Error('no users');
    await database.client.query(`update "user" set given_name = 'Grace' where id = $1`, [other.id]);
    await em.refresh(other);
    expect(other.givenName).toBe('Grace');
    em.remove(user);
    expect(await database.added(() => em.flush())).toEqual({ user: -1 });
  });

  test('belong to new entities of the user’s own', async () => {
    const { em, f } = database.fresh();
    const course = await f.course.create();
    const at = new Date();
    em.create(CourseGroup, {
      id: crypto.randomUUID(),
      version: 0,
      createdAt: at,
      updatedAt: at,
      course,
      title: 'Own',
    });
    expect(await database.added(() => em.flush())).toEqual({ course_group: 1 });
  });

  test('serialize like loaded ones', async () => {
    const { em, f } = database.fresh();
    const user = await f.user.create();
    const loaded = await em.fork().findOneOrFail(User, user.id);
    expect(JSON.parse(JSON.stringify(user))).toEqual(JSON.parse(JSON.stringify(loaded)));
  });

  test('of managed: false are nobody’s business', async () => {
    const { em, f } = database.fresh();
    const users = await f.user.createMany(3, {}, { managed: false });
    users.forEach((user) => {
      user.givenName = 'Grace';
    });
    database.sent();
    await em.flush();
    expect(database.sent()).toEqual([]);
    expect(await em.findOne(User, users[0]?.id ?? '')).not.toBe(users[0]);
    const session = await f.session.create({ user: users[1] as User });
    expect(session.user.id).toBe(users[1]?.id);
  });
});

test('entities of managed: false can be merged later, parents first, and what changes then is written', async () => {
  const { em, f } = database.fresh();
  const [user, other] = await f.user.createMany(2, {}, { managed: false });
  const session = await f.session.create({ user: user as User }, { managed: false });
  expect(session.user).toBe(user);
  for (const entity of [user, other, session]) em.merge(entity as object);
  database.sent();
  await em.flush();
  expect(database.sent()).toEqual([]);
  session.user = other as User;
  (user as User).givenName = 'Grace';
  await em.flush();
  const stored = await em.fork().findOneOrFail(Session, session.id);
  expect(stored.user.id).toBe(other?.id);
  expect((await em.fork().findOneOrFail(User, user?.id ?? '')).givenName).toBe('Grace');
});

test('lifecycle hooks of the EntityManager do not run', async () => {
  const { em, f } = database.fresh();
  const seen: string[] = [];
  em.getEventManager().registerSubscriber({
    beforeCreate: () => void seen.push('beforeCreate'),
    afterCreate: () => void seen.push('afterCreate'),
    onInit: () => void seen.push('onInit'),
    beforeFlush: () => void seen.push('beforeFlush'),
  });
  await f.user.create();
  expect(seen.filter((event) => event !== 'onInit')).toEqual([]);
});
