import { beforeAll, describe, expect, test } from 'vitest';
import { Course } from '../../src/entities/course/catalog.ts';
import { CourseContent } from '../../src/entities/course/content.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('a trait', () => {
  test('gives another factory, and leaves the one it was called on alone', async () => {
    const { f } = database.fresh();
    const tokens = f.user.token();
    tokens.archived();
    expect(tokens.build()).toMatchObject({ userType: 'token', archivedAt: null });
    expect(f.user.build()).toMatchObject({ userType: 'user', archivedAt: null });
    expect(tokens.archived().build()).toMatchObject({ userType: 'token', archivedAt: expect.any(Date) });
  });

  test('called later counts more, and what a call names most', () => {
    const { f } = database.fresh();
    expect(f.result.passed().failed().build().result).toBe(0);
    expect(f.result.failed().passed().build().result).toBe(1);
    expect(f.result.failed().passed().build({ result: 0.25 }).result).toBe(0.25);
    expect(f.courseMember.owner().student().build()).toMatchObject({
      courseRole: { id: '_student' },
      courseGroup: { title: expect.any(String) },
    });
    expect(f.courseContent.unit().quiz().build().maxGroupSize).toBe(1);
    expect(f.courseContent.quiz().unit().build().maxGroupSize).toBeNull();
  });

  test('twice is as once', async () => {
    const { f } = database.fresh();
    const twice = await f.user.token().token().create();
    expect(twice.userType).toBe('token');
  });
});

describe('an organization', () => {
  test('of a person has the path, the type and the title that the schema demands', async () => {
    const { f } = database.fresh();
    const { user, path, organizationType, title } = await f.organization.userOwned().create();
    expect({ path, organizationType, title }).toEqual({
      path: user?.id.replaceAll('-', ''),
      organizationType: 'user',
      title: null,
    });
  });

  test('below another one has its type, its path before its own, and is archived with it', async () => {
    const { f } = database.fresh();
    const parent = await f.organization.community().archived().create();
    const child = await f.organization.childOf(parent).create();
    const grandchild = await f.organization.childOf(child.id).create();
    for (const one of [child, grandchild]) {
      expect(one).toMatchObject({ organizationType: 'community', archivedAt: parent.archivedAt });
    }
    expect(child.parentPath).toBe(parent.path);
    expect(grandchild.path.split('.').slice(0, 2).join('.')).toBe(child.path);
    expect(await database.added(() => f.organization.childOf().create())).toEqual({ organization: 2 });
    const named = f.organization.community().childOf(await f.organization.community().create());
    expect((await named.create()).organizationType).toBe('community');
  });

  test.each(['userOwned', 'community'] as const)(
    'that is %s and below one of another type is refused',
    async (trait) => {
      const { f } = database.fresh();
      const parent = await f.organization.create();
      await expect(f.organization[trait]().childOf(parent).create()).rejects.toMatchObject({
        code: 'contradictory_parents',
        details: { relation: 'organizationType' },
      });
      const person = await f.organization.userOwned().create();
      await expect(f.organization.childOf(person).create()).rejects.toMatchObject({
        code: 'contradictory_parents',
      });
    },
  );
});

describe('a course', () => {
  test('with members has an owner and that many students in one group', async () => {
    const { f } = database.fresh();
    const { id } = await f.course.withMembers(5).create();
    const { rows } = await database.client.query(
      `select course_role_id as role, count(*)::int, count(distinct course_group_id)::int as groups
         from course_member where course_id = $1 group by course_role_id order by role`,
      [id],
    );
    expect(rows).toEqual([
      { role: '_owner', count: 1, groups: 0 },
      { role: '_student', count: 5, groups: 1 },
    ]);
    expect(await database.added(() => f.course.withMembers(0).create())).toMatchObject({ course_member: 1 });
  });

  test('with content has a unit a week with an assignment and a quiz below', async () => {
    const { f } = database.fresh();
    const course = await f.course.withContent(3).create();
    const contents = await database.orm.em
      .fork()
      .find(CourseContent, { course }, { populate: ['courseContentType'] });
    const units = contents.filter(({ path }) => !path.includes('.'));
    expect(units).toHaveLength(3);
    for (const unit of units) {
      const below = contents.filter(({ path }) => path.startsWith(`${unit.path}.`));
      expect(below.map((content) => content.courseContentType.courseContentKind.id).sort()).toEqual([
        'assignment',
        'quiz',
      ]);
    }
    expect(contents).toHaveLength(9);
  });

  test('that is running has results of six students', async () => {
    const { f } = database.fresh();
    const added = await database.added(() => f.course.running().create());
    expect(added).toMatchObject({
      course: 1,
      course_member: 8,
      course_content: 1,
      course_submission_group: 6,
      course_submission_group_member: 6,
      result: 12,
      execution_backend: 1,
      course_execution_backend: 1,
    });
  });

  test('made many times has all of it each time', async () => {
    const { f } = database.fresh();
    const added = await database.added(() => f.course.withMembers(2).withBackends(2).createMany(3));
    expect(added).toMatchObject({
      course: 3,
      course_member: 9,
      course_group: 3,
      course_execution_backend: 6,
    });
    const courses = await database.orm.em.fork().find(Course, {});
    expect(new Set(courses.map(({ path }) => path)).size).toBe(courses.length);
  });
});

describe('content', () => {
  test('under another one is of its course, whatever it is given as', async () => {
    const { f } = database.fresh();
    const unit = await f.courseContent.unit().create();
    for (const parent of [unit, unit.id]) {
      const added = await database.added(async () => {
        const content = await f.courseContent.under(parent).create();
        expect(content.course).toBe(unit.course);
        expect(content.path).toMatch(new RegExp(`^${unit.path}\\.`));
      });
      expect(added).toEqual({ course_content_type: 1, course_content: 1 });
    }
    expect(await database.added(() => f.courseContent.under().create())).toMatchObject({
      course: 1,
      course_content: 2,
    });
  });

  test('under an assignment is refused', async () => {
    const { f } = database.fresh();
    const assignment = await f.courseContent.assignment().create();
    await expect(f.courseContent.under(assignment).create()).rejects.toMatchObject({ code: 'rule_broken' });
  });
});

describe('others', () => {
  test('a submission group of a size is for content that allows it', async () => {
    const { f } = database.fresh();
    const group = await f.courseSubmissionGroup.ofSize(4).graded(0.75).create();
    expect(group).toMatchObject({ maxGroupSize: 4, grading: 0.75, courseContent: { maxGroupSize: 4 } });
    const courseContent = await f.courseContent.create();
    const tooLarge = f.courseSubmissionGroup.ofSize(2).create({ courseContent });
    await expect(tooLarge).rejects.toMatchObject({ code: 'rule_broken' });
  });

  test('a message goes to each kind of target, in its course, and is read by whom it says', async () => {
    const { f } = database.fresh();
    for (const message of [
      await f.codeabilityMessage.toGroup().create(),
      await f.codeabilityMessage.toMember().create(),
      await f.codeabilityMessage.toContent().create(),
    ]) {
      const target = message.courseGroup ?? message.courseMember ?? message.courseContent;
      expect(target?.course).toBe(message.course);
    }
    const readers = await f.user.createMany(2);
    const [last] = readers.slice(-1);
    const added = await database.added(() =>
      f.codeabilityMessage
        .note()
        .readBy(...readers, {})
        .create({ sender: last as never }),
    );
    expect(added).toEqual({ user: 1, codeability_message: 1, codeability_message_read: 3 });
    const nobody = await database.added(() => f.codeabilityMessage.readBy().create());
    expect(nobody).toEqual({ user: 1, codeability_message: 1 });
  });

  test('a user has what the traits say, in its own name', async () => {
    const { f } = database.fresh();
    const user = await f.user.withProfile().withStudentProfile().withAccount().withRole('_admin').create();
    const { rows } = await database.client.query(
      `select r.role_id as role, p.nickname is not null as profile, s.student_id is not null as student, a.provider is not null as account
         from "user" u join user_role r on r.user_id = u.id join profile p on p.user_id = u.id
         join student_profile s on s.user_id = u.id join account a on a.user_id = u.id where u.id = $1`,
      [user.id],
    );
    expect(rows).toEqual([{ role: '_admin', profile: true, student: true, account: true }]);
    await expect(f.user.withRole('nobody').create()).rejects.toMatchObject({
      code: 'parent_not_found',
      details: { key: 'nobody' },
    });
  });
});
