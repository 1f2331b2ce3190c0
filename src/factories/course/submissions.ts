import { ExecutionBackend } from '../../entities/course/catalog.ts';
import { CourseContent } from '../../entities/course/content.ts';
import { CourseMember } from '../../entities/course/members.ts';
import {
  CourseSubmissionGroup,
  CourseSubmissionGroupMember,
  Result,
} from '../../entities/course/submissions.ts';
import { after, SECOND } from '../../random/clock.ts';
import { factory } from '../factory.ts';
import { audit } from './audit.ts';
import { hexadecimal } from './contact.ts';
import { resultStatus } from './result-status.ts';

export const courseSubmissionGroup = factory(CourseSubmissionGroup, {
  parents: { courseContent: CourseContent },
  columns: {
    ...audit,
    course: ({ parents }) => parents.courseContent.course,
    maxGroupSize: ({ parents }) => parents.courseContent.maxGroupSize ?? 1,
    maxTestRuns: ({ parents }) => parents.courseContent.maxTestRuns,
    maxSubmissions: ({ parents }) => parents.courseContent.maxSubmissions,
  },
});

export const courseSubmissionGroupMember = factory(CourseSubmissionGroupMember, {
  parents: { courseSubmissionGroup: CourseSubmissionGroup, courseMember: CourseMember },
  columns: {
    ...audit,
    course: ({ parents }) => parents.courseMember.course,
    courseContent: ({ parents }) => parents.courseSubmissionGroup.courseContent,
  },
});

export const result = factory(Result, {
  parents: {
    courseMember: CourseMember,
    courseSubmissionGroup: { optional: CourseSubmissionGroup },
    courseContent: CourseContent,
    executionBackend: ExecutionBackend,
  },
  columns: {
    ...audit,
    createdAt: ({ at, n, parents }) =>
      after(parents.courseSubmissionGroup?.createdAt ?? at, (n + 1) * SECOND),
    courseContentType: ({ parents }) => parents.courseContent.courseContentType,
    testSystemId: ({ row }) => `run-${row.id}`,
    versionIdentifier: ({ random }) => hexadecimal(random, 40),
    submit: false,
    result: ({ random }) => random.integer(0, 20) / 20,
    status: resultStatus.finished,
  },
});
