import { beforeAll, describe, expect, test } from 'vitest';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('a submission group', () => {
  test('has a first member, a student of its course', async () => {
    const { f } = database.fresh();
    const group = await f.courseSubmissionGroup.create();
    const { rows } = await database.client.query(
      `select gm.course_id, m.course_id as members, m.course_role_id
         from course_submission_group_member gm join course_member m on m.id = gm.course_member_id
        where gm.course_submission_group_id = $1`,
      [group.id],
    );
    expect(rows).toEqual([
      { course_id: group.course.id, members: group.course.id, course_role_id: '_student' },
    ]);
  });

  test('that is made for its member has no other one', async () => {
    const { f } = database.fresh();
    expect(await database.added(() => f.courseSubmissionGroupMember.create())).toMatchObject({
      course_submission_group: 1,
      course_submission_group_member: 1,
      course_member: 1,
    });
  });

  test('of a size has that many members, and none beside', async () => {
    const { f } = database.fresh();
    expect(await database.added(() => f.courseSubmissionGroup.ofSize(3).create())).toMatchObject({
      course: 1,
      course_submission_group: 1,
      course_submission_group_member: 3,
      course_member: 3,
    });
  });

  test('has one in memory too', () => {
    const { f } = database.fresh();
    f.courseSubmissionGroup.build();
    expect(f.stats()).toEqual([
      {
        call: 'courseSubmissionGroup.build',
        calls: 1,
        rows: expect.objectContaining({ courseSubmissionGroup: 1, courseSubmissionGroupMember: 1 }),
      },
    ]);
  });
});

describe('a result', () => {
  test('is of a member of its group, by one backend of its course', async () => {
    const { f } = database.fresh();
    const result = await f.result.create();
    const { rows } = await database.client.query(
      `select (select count(*)::int from course_submission_group_member
                where (course_submission_group_id, course_member_id) = ($1, $2)) as memberships,
              (select count(*)::int from course_execution_backend
                where (course_id, execution_backend_id) = ($3, $4)) as backends`,
      [
        result.courseSubmissionGroup?.id,
        result.courseMember.id,
        result.courseContent.course.id,
        result.executionBackend.id,
      ],
    );
    expect(rows).toEqual([{ memberships: 1, backends: 1 }]);
  });

  test('takes the members and backends that are there, also those of the database', async () => {
    const { f } = database.fresh();
    const group = await f.courseSubmissionGroup.ofSize(2).create();
    const backend = await f.executionBackend.create();
    await f.courseExecutionBackend.create({ course: group.course, executionBackend: backend });
    const given = { courseSubmissionGroup: group.id, executionBackend: backend.id };

    const added = await database.added(() => f.result.createMany(4, given));
    expect(added).toEqual({ result: 4 });
    expect(await database.added(() => database.fresh().f.result.createMany(4, given))).toEqual({ result: 4 });
    const { rows } = await database.client.query(
      `select count(*)::int from result where course_submission_group_id = $1 group by course_member_id`,
      [group.id],
    );
    expect(rows).toEqual([{ count: 4 }, { count: 4 }]);
  });

  test('makes its member one of the group’s where there is room', async () => {
    const { f } = database.fresh();
    const courseContent = await f.courseContent.create({ maxGroupSize: 2 });
    const courseSubmissionGroup = await f.courseSubmissionGroup.create({ courseContent });
    const courseMember = await f.courseMember.create({ course: courseContent.course });
    expect(
      await database.added(() => f.result.create({ courseSubmissionGroup, courseMember })),
    ).toMatchObject({
      course_submission_group_member: 1,
      result: 1,
    });
  });
});

test('content with a backend has it in its course', async () => {
  const { f } = database.fresh();
  const executionBackend = await f.executionBackend.create();
  const content = await f.courseContent.create({ executionBackend });
  const more = () => f.courseContent.create({ executionBackend, course: content.course });
  expect(await database.added(more)).toEqual({ course_content_type: 1, course_content: 1 });
  const { rows } = await database.client.query(
    'select execution_backend_id as id from course_execution_backend where course_id = $1',
    [content.course.id],
  );
  expect(rows).toEqual([{ id: executionBackend.id }]);
});
