import { CourseContent } from '../../entities/course/content.ts';
import { CourseMember } from '../../entities/course/members.ts';
import { CourseSubmissionGroup, CourseSubmissionGroupMember } from '../../entities/course/submissions.ts';
import { count, isAbove, isNoShare, isOther } from '../compare.ts';
import type { RowRule } from '../row-rule.ts';
import { kindOf } from './content.ts';

export const submissionRules: readonly RowRule[] = [
  {
    name: 'course_submission_group_submittable',
    entity: CourseSubmissionGroup,
    sentence: 'A submission group is for content of a kind that takes submissions.',
    enforcement: 'T',
    mend: 'Pass an assignment or a quiz as courseContent.',
    breaks: (row, look) => {
      const content = look.parent(row, 'courseContent', CourseContent);
      const kind = content && kindOf(content, look);
      return kind?.['submittable'] === false
        ? { courseContent: row['courseContent'], kind: kind['id'] }
        : undefined;
    },
  },
  {
    name: 'course_submission_group_course',
    entity: CourseSubmissionGroup,
    sentence: 'A submission group is of the course of its courseContent.',
    enforcement: 'T',
    mend: 'Leave the course out: it comes from the courseContent.',
    breaks: (row, look) => {
      const { course, courseContent } = row;
      const theirs = look.parent(row, 'courseContent', CourseContent)?.['course'];
      return isOther(theirs, course) ? { course, courseContent } : undefined;
    },
  },
  {
    name: 'course_submission_group_grading',
    entity: CourseSubmissionGroup,
    sentence: 'A grading is from 0 to 1.',
    enforcement: 'S',
    breaks: ({ grading }) => (isNoShare(grading) ? { grading } : undefined),
  },
  {
    name: 'course_submission_group_size',
    entity: CourseSubmissionGroup,
    sentence: 'The maxGroupSize of a submission group is at most that of its courseContent.',
    enforcement: 'S',
    breaks: (row, look) => {
      const { maxGroupSize } = row;
      const most = look.parent(row, 'courseContent', CourseContent)?.['maxGroupSize'];
      return isAbove(maxGroupSize, most) ? { maxGroupSize, "the content's": most } : undefined;
    },
  },
  {
    name: 'course_submission_group_member_parents',
    entity: CourseSubmissionGroupMember,
    sentence: "The member row has its group's courseContent and its member's course.",
    enforcement: 'T',
    mend: 'Leave the course and the courseContent out: they come from the group and the member.',
    breaks: (row, look) => {
      const { course, courseContent } = row;
      const group = look.parent(row, 'courseSubmissionGroup', CourseSubmissionGroup);
      const member = look.parent(row, 'courseMember', CourseMember);
      return isOther(group?.['courseContent'], courseContent) || isOther(member?.['course'], course)
        ? { course, courseContent }
        : undefined;
    },
  },
  {
    name: 'course_submission_group_member_course',
    entity: CourseSubmissionGroupMember,
    sentence: 'A submission group and its members are of one course.',
    enforcement: 'S',
    breaks: (row, look) => {
      const { courseSubmissionGroup, courseMember } = row;
      const group = look.parent(row, 'courseSubmissionGroup', CourseSubmissionGroup);
      const member = look.parent(row, 'courseMember', CourseMember);
      return isOther(group?.['course'], member?.['course'])
        ? { courseSubmissionGroup, courseMember }
        : undefined;
    },
  },
  {
    name: 'course_submission_group_member_student',
    entity: CourseSubmissionGroupMember,
    sentence: 'The members of submission groups are students.',
    enforcement: 'S',
    breaks: (row, look) => {
      const role = look.parent(row, 'courseMember', CourseMember)?.['courseRole'];
      return isOther(role, '_student') ? { courseMember: row['courseMember'], courseRole: role } : undefined;
    },
  },
  {
    name: 'course_submission_group_member_count',
    entity: CourseSubmissionGroupMember,
    sentence: 'A submission group has at most maxGroupSize members.',
    enforcement: 'S',
    mend: 'Make the group larger, such as with the trait `ofSize`, or pass another one.',
    breaks: (row, look) => {
      const group = look.parent(row, 'courseSubmissionGroup', CourseSubmissionGroup);
      if (!group) return undefined;
      const members = count(look.children(CourseSubmissionGroupMember, 'courseSubmissionGroup', group));
      const { maxGroupSize } = group;
      return isAbove(members, maxGroupSize)
        ? { courseSubmissionGroup: row['courseSubmissionGroup'], maxGroupSize, members }
        : undefined;
    },
  },
];
