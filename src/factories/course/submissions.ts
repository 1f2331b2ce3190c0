import { Course, CourseExecutionBackend, ExecutionBackend } from '../../entities/course/catalog.ts';
import { CourseContent, CourseContentType } from '../../entities/course/content.ts';
import { CourseMember } from '../../entities/course/members.ts';
import {
  CourseSubmissionGroup,
  CourseSubmissionGroupMember,
  Result,
} from '../../entities/course/submissions.ts';
import { after, MINUTE } from '../../random/clock.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import { factory } from '../factory.ts';
import { audit, writers } from './audit.ts';
import { courseExecutionBackend } from './backends.ts';
import { courseMember } from './members.ts';
import { noDetails, submissionsOf } from './repositories.ts';
import { resultStatus } from './result-status.ts';

export const courseSubmissionGroupMember = factory(CourseSubmissionGroupMember, {
  parents: {
    ...writers,
    courseSubmissionGroup: CourseSubmissionGroup,
    course: { of: Course, through: 'courseSubmissionGroup' },
    courseContent: { of: CourseContent, through: 'courseSubmissionGroup' },
    courseMember: { of: CourseMember, sameAs: ['course'] },
  },
  columns: audit,
});

export const courseSubmissionGroup = factory(CourseSubmissionGroup, {
  parents: { ...writers, courseContent: CourseContent, course: { of: Course, through: 'courseContent' } },
  /** What its `properties` say beside the repository. */
  transient: { details: noDetails },
  columns: {
    ...audit,
    maxGroupSize: ({ parents }) => parents.courseContent.maxGroupSize ?? 1,
    maxTestRuns: ({ parents }) => parents.courseContent.maxTestRuns,
    maxSubmissions: ({ parents }) => parents.courseContent.maxSubmissions,
    properties: ({ parents, transient, tag }) => ({
      ...submissionsOf(parents.courseContent, tag),
      ...transient.details,
    }),
  },
  ensure: ({ row, add, has }) => {
    if (!has(CourseSubmissionGroupMember, { courseSubmissionGroup: row.id })) {
      add(courseSubmissionGroupMember, { courseSubmissionGroup: row });
    }
  },
}).traits({
  /** Of that many students, two unless said otherwise, for content that allows groups of this size. */
  ofSize: (size = 2) => ({
    columns: { maxGroupSize: size },
    parents: { courseContent: { maxGroupSize: size } },
    afterCreate: ({ row, parents, add }) => {
      for (let i = 0; i < size; i++) {
        const student = add(courseMember, { course: parents.course ?? row.course });
        add(courseSubmissionGroupMember, { courseSubmissionGroup: row, courseMember: student });
      }
    },
  }),
  graded: (grading = 1) => ({ columns: { grading } }),
});

export const result = factory(Result, {
  parents: {
    ...writers,
    courseContent: CourseContent,
    course: { of: Course, through: 'courseContent' },
    courseContentType: { of: CourseContentType, through: 'courseContent' },
    courseSubmissionGroup: { of: CourseSubmissionGroup, nullable: true, sameAs: ['courseContent'] },
    courseMember: {
      of: CourseMember,
      sameAs: ['course'],
      oneOf: { link: CourseSubmissionGroupMember, parent: 'courseSubmissionGroup' },
    },
    executionBackend: { of: ExecutionBackend, defaultThrough: 'courseContent' },
  },
  columns: {
    ...audit,
    // A minute for each, and in it a moment that no result of another binding is likely to have.
    createdAt: ({ now, n, parents, random }) =>
      after(parents.courseSubmissionGroup?.createdAt ?? now, n * MINUTE + random.integer(1, MINUTE)),
    // The id of the run in the test system, which is asked by it.
    testSystemId: ({ row }) => row.id,
    versionIdentifier: ({ random }) => hexadecimal(random, 40),
    submit: false,
    result: ({ random }) => random.integer(0, 20) / 20,
    status: resultStatus.finished,
  },
  // At once, so that the next result of the group finds its member.
  afterCreate: ({ parents, add, has }) => {
    const { course, courseSubmissionGroup, courseMember: member, executionBackend } = parents;
    // Where what was refused is written nonetheless, one may be missing.
    if (!course || !member || !executionBackend) return;
    if (courseSubmissionGroup) {
      const membership = { courseSubmissionGroup: courseSubmissionGroup.id, courseMember: member.id };
      if (!has(CourseSubmissionGroupMember, membership)) {
        add(courseSubmissionGroupMember, { courseSubmissionGroup, courseMember: member });
      }
    }
    if (!has(CourseExecutionBackend, { course: course.id, executionBackend: executionBackend.id })) {
      add(courseExecutionBackend, { course, executionBackend });
    }
  },
}).traits({
  passed: () => ({ columns: { result: 1, status: resultStatus.finished } }),
  failed: () => ({ columns: { result: 0, status: resultStatus.failed } }),
  /** With that share of its tests passed, 0 to 1. */
  partial: (share = 0.5) => ({ columns: { result: share, status: resultStatus.finished } }),
  submitted: () => ({ columns: { submit: true } }),
  running: () => ({ columns: { result: 0, status: resultStatus.running } }),
});
