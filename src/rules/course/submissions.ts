import { Course } from '../../entities/course/catalog.ts';
import { CourseContent } from '../../entities/course/content.ts';
import { CourseMember } from '../../entities/course/members.ts';
import { CourseSubmissionGroup, CourseSubmissionGroupMember } from '../../entities/course/submissions.ts';
import { count, isAbove, isNoShare, isOther } from '../compare.ts';
import { defineRules } from '../rule.ts';
import { kindOf } from './content.ts';

const content =
  'left join public.course_content as content on content.id = course_submission_group.course_content_id';
const kind = [
  content,
  'left join public.course_content_type as type on type.id = content.course_content_type_id',
  'left join public.course_content_kind as kind on kind.id = type.course_content_kind_id',
];
const memberships = `left join (
  select course_submission_group_id, count(*) as members from public.course_submission_group_member group by 1
) as memberships on memberships.course_submission_group_id`;
const submissionGroup = `left join public.course_submission_group as submission_group
  on submission_group.id = course_submission_group_member.course_submission_group_id`;
const member =
  'left join public.course_member as member on member.id = course_submission_group_member.course_member_id';

/** Members are inserted after their group. */
export const HAS_MEMBER = 'course_submission_group_has_member';

export const submissionRules = defineRules([
  {
    name: 'course_submission_group_submittable',
    entity: CourseSubmissionGroup,
    description: 'A submission group is for content of a kind that takes submissions.',
    enforcedBy: 'trigger',
    hint: 'Pass an assignment or a quiz as courseContent.',
    violations: {
      joins: [...kind],
      broken: 'not kind.submittable',
      right: `'content that takes submissions, which no ' || kind.id || ' does'`,
    },
    breaks: (row, look) => {
      const content = look.parent(row, 'courseContent', CourseContent);
      const kind = content && kindOf(content, look);
      return kind?.['submittable'] === false
        ? { courseContent: row['courseContent'], kind: kind['id'] }
        : undefined;
    },
    counterexample: (make) => {
      const courseContent = make.row(CourseContent, {}, 'unit');
      const row = make.spare(CourseSubmissionGroup, { courseContent });
      return { insert: CourseSubmissionGroup, row, also: [HAS_MEMBER] };
    },
  },
  {
    name: 'course_submission_group_course',
    entity: CourseSubmissionGroup,
    description: 'A submission group is of the course of its courseContent.',
    enforcedBy: 'trigger',
    hint: 'Leave the course out: it comes from the courseContent.',
    corrects: true,
    violations: {
      joins: [content],
      broken: 'content.course_id <> course_submission_group.course_id',
      right: `'course_id ' || content.course_id`,
    },
    breaks: (row, look) => {
      const { course, courseContent } = row;
      const theirs = look.parent(row, 'courseContent', CourseContent)?.['course'];
      return isOther(theirs, course) ? { course, courseContent } : undefined;
    },
    counterexample: (make) => ({
      insert: CourseSubmissionGroup,
      row: { ...make.spare(CourseSubmissionGroup), course: make.row(Course).id },
      corrected: ['course'],
      also: [HAS_MEMBER],
    }),
  },
  {
    name: 'course_submission_group_grading',
    entity: CourseSubmissionGroup,
    description: 'A grading is from 0 to 1.',
    enforcedBy: 'verify',
    violations: {
      broken: 'course_submission_group.grading not between 0 and 1',
      right: `'from 0 to 1, not ' || course_submission_group.grading`,
    },
    breaks: ({ grading }) => (isNoShare(grading) ? { grading } : undefined),
    counterexample: (make) => ({
      update: CourseSubmissionGroup,
      row: make.row(CourseSubmissionGroup),
      set: { grading: 2 },
    }),
  },
  {
    name: 'course_submission_group_size',
    entity: CourseSubmissionGroup,
    description: 'The maxGroupSize of a submission group is at most that of its courseContent.',
    enforcedBy: 'verify',
    violations: {
      joins: [content],
      broken: 'course_submission_group.max_group_size > content.max_group_size',
      right: `'at most ' || content.max_group_size || ', not ' || course_submission_group.max_group_size`,
    },
    breaks: (row, look) => {
      const { maxGroupSize } = row;
      const most = look.parent(row, 'courseContent', CourseContent)?.['maxGroupSize'];
      return isAbove(maxGroupSize, most) ? { maxGroupSize, "the content's": most } : undefined;
    },
    counterexample: (make) => ({
      update: CourseSubmissionGroup,
      row: make.row(CourseSubmissionGroup),
      set: { maxGroupSize: 2 },
    }),
  },
  {
    // Factories make a first member by `ensure`, so that no row of theirs can break it.
    name: 'course_submission_group_has_member',
    entity: CourseSubmissionGroup,
    description: 'A submission group has a member.',
    enforcedBy: 'verify',
    violations: {
      joins: [`${memberships} = course_submission_group.id`],
      broken: 'course_submission_group.id is not null and memberships.members is null',
      right: `'at least one member'`,
    },
    counterexample: (make) => ({ insert: CourseSubmissionGroup, row: make.spare(CourseSubmissionGroup) }),
  },
  {
    name: 'course_submission_group_member_parents',
    entity: CourseSubmissionGroupMember,
    description: "The member row has its group's courseContent and its member's course.",
    enforcedBy: 'trigger',
    hint: 'Leave the course and the courseContent out: they come from the group and the member.',
    corrects: true,
    violations: {
      joins: [submissionGroup, member],
      broken: `submission_group.course_content_id <> course_submission_group_member.course_content_id
        or member.course_id <> course_submission_group_member.course_id`,
      right: `concat_ws(', ', 'course_content_id ' || submission_group.course_content_id, 'course_id ' || member.course_id)`,
    },
    breaks: (row, look) => {
      const { course, courseContent } = row;
      const group = look.parent(row, 'courseSubmissionGroup', CourseSubmissionGroup);
      const member = look.parent(row, 'courseMember', CourseMember);
      return isOther(group?.['courseContent'], courseContent) || isOther(member?.['course'], course)
        ? { course, courseContent }
        : undefined;
    },
    counterexample: (make) => ({
      insert: CourseSubmissionGroupMember,
      row: { ...make.spare(CourseSubmissionGroupMember), course: make.row(Course).id },
      corrected: ['course'],
    }),
  },
  {
    name: 'course_submission_group_member_course',
    entity: CourseSubmissionGroupMember,
    description: 'A submission group and its members are of one course.',
    enforcedBy: 'verify',
    violations: {
      joins: [submissionGroup, member],
      broken: 'submission_group.course_id <> member.course_id',
      right: `'a group of course ' || member.course_id`,
    },
    breaks: (row, look) => {
      const { courseSubmissionGroup, courseMember } = row;
      const group = look.parent(row, 'courseSubmissionGroup', CourseSubmissionGroup);
      const member = look.parent(row, 'courseMember', CourseMember);
      return isOther(group?.['course'], member?.['course'])
        ? { courseSubmissionGroup, courseMember }
        : undefined;
    },
    counterexample: (make) => {
      const { id: courseMember, course } = make.row(CourseMember);
      const row = { ...make.spare(CourseSubmissionGroupMember), courseMember, course };
      return { insert: CourseSubmissionGroupMember, row };
    },
  },
  {
    name: 'course_submission_group_member_student',
    entity: CourseSubmissionGroupMember,
    description: 'The members of submission groups are students.',
    enforcedBy: 'verify',
    violations: {
      joins: [member],
      broken: `member.course_role_id <> '_student'`,
      right: `'a _student, not a ' || member.course_role_id`,
    },
    breaks: (row, look) => {
      const role = look.parent(row, 'courseMember', CourseMember)?.['courseRole'];
      return isOther(role, '_student') ? { courseMember: row['courseMember'], courseRole: role } : undefined;
    },
    counterexample: (make) => ({
      insert: CourseSubmissionGroupMember,
      row: make.spare(CourseSubmissionGroupMember, { courseMember: make.row(CourseMember, {}, 'owner') }),
    }),
  },
  {
    name: 'course_submission_group_member_count',
    entity: CourseSubmissionGroupMember,
    description: 'A submission group has at most maxGroupSize members.',
    enforcedBy: 'verify',
    hint: 'Make the group larger, such as with the trait `ofSize`, or pass another one.',
    violations: {
      joins: [submissionGroup, `${memberships} = course_submission_group_member.course_submission_group_id`],
      broken: 'memberships.members > submission_group.max_group_size',
      right: `'at most ' || submission_group.max_group_size || ' members, not ' || memberships.members`,
    },
    breaks: (row, look) => {
      const group = look.parent(row, 'courseSubmissionGroup', CourseSubmissionGroup);
      if (!group) return undefined;
      const members = count(look.children(CourseSubmissionGroupMember, 'courseSubmissionGroup', group));
      const { maxGroupSize } = group;
      return isAbove(members, maxGroupSize)
        ? { courseSubmissionGroup: row['courseSubmissionGroup'], maxGroupSize, members }
        : undefined;
    },
    counterexample: (make) => ({
      insert: CourseSubmissionGroupMember,
      row: make.spare(CourseSubmissionGroupMember, {
        courseSubmissionGroup: make.row(CourseSubmissionGroup),
      }),
    }),
  },
]);
