import { beforeAll, describe, expect, test } from 'vitest';
import { hasCode } from '../../src/errors/error.ts';
import { type CourseDatabase, type CourseFactories, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('parents that contradict each other are refused before anything is written', () => {
  type Attempt = (f: CourseFactories) => Promise<() => Promise<unknown>>;
  const cases: readonly { what: string; relation: string; attempt: Attempt }[] = [
    {
      what: 'a member in a group of another course',
      relation: 'course',
      attempt: async (f) => {
        const [course, courseGroup] = [await f.course.create(), await f.courseGroup.create()];
        return () => f.courseMember.create({ course, courseGroup });
      },
    },
    {
      what: 'a content with a type of another course',
      relation: 'course',
      attempt: async (f) => {
        const [course, courseContentType] = [await f.course.create(), await f.courseContentType.create()];
        return () => f.courseContent.create({ course, courseContentType });
      },
    },
    {
      what: 'a content under one of another course',
      relation: 'course',
      attempt: async (f) => {
        const [course, parent] = [await f.course.create(), await f.courseContent.unit().create()];
        return () => f.courseContent.under(parent).create({ course });
      },
    },
    {
      what: 'a course with an organization that is not its family’s',
      relation: 'organization',
      attempt: async (f) => {
        const [courseFamily, organization] = [await f.courseFamily.create(), await f.organization.create()];
        return () => f.course.create({ courseFamily, organization });
      },
    },
    {
      what: 'a submission group of another course than its content',
      relation: 'course',
      attempt: async (f) => {
        const [course, courseContent] = [await f.course.create(), await f.courseContent.create()];
        return () => f.courseSubmissionGroup.create({ course, courseContent });
      },
    },
    {
      what: 'a submission group’s member of another course',
      relation: 'course',
      attempt: async (f) => {
        const courseSubmissionGroup = await f.courseSubmissionGroup.create();
        const courseMember = await f.courseMember.create();
        return () => f.courseSubmissionGroupMember.create({ courseSubmissionGroup, courseMember });
      },
    },
    {
      what: 'a result of a member of another course',
      relation: 'course',
      attempt: async (f) => {
        const [courseContent, courseMember] = [await f.courseContent.create(), await f.courseMember.create()];
        return () => f.result.create({ courseContent, courseMember });
      },
    },
    {
      what: 'a result for another content than its submission group’s',
      relation: 'courseContent',
      attempt: async (f) => {
        const courseContent = await f.courseContent.create();
        const courseSubmissionGroup = await f.courseSubmissionGroup.create();
        return () => f.result.create({ courseContent, courseSubmissionGroup });
      },
    },
    {
      what: 'a message to targets of two courses',
      relation: 'course',
      attempt: async (f) => {
        const [courseGroup, courseMember] = [await f.courseGroup.create(), await f.courseMember.create()];
        return () => f.codeabilityMessage.create({ courseGroup, courseMember });
      },
    },
    {
      what: 'nested values for what is known already',
      relation: 'course',
      attempt: async (f) => {
        const courseGroup = await f.courseGroup.create();
        return () => f.courseMember.create({ courseGroup, course: { title: 'Another' } });
      },
    },
  ];

  test.each(cases)('$what', async ({ attempt, relation }) => {
    const { f } = database.fresh();
    const create = await attempt(f);
    let error: unknown;
    const added = await database.added(async () => {
      error = await create().catch((reason: unknown) => reason);
    });
    expect(error).toMatchObject({ code: 'contradictory_parents' });
    if (!hasCode(error, 'contradictory_parents')) return;
    expect(error.details['relation']).toBe(relation);
    const values = Object(error.details['values']);
    expect(values).toHaveLength(2);
    for (const [parent, key] of values) {
      expect(error.message).toContain(parent);
      expect(error.message).toContain(key);
    }
    expect(error.hint).toContain(relation);
    expect(added).toEqual({});
  });
});
