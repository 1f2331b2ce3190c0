import { CourseContent, CourseContentType } from '../../entities/course/content.ts';
import { CourseMember } from '../../entities/course/members.ts';
import {
  CourseSubmissionGroup,
  CourseSubmissionGroupMember,
  Result,
} from '../../entities/course/submissions.ts';
import type { AnyRow } from '../../load/sink.ts';
import { after, MINUTE } from '../../random/clock.ts';
import { count, isAbove, isBefore, isNoShare, isOther, isPresent } from '../compare.ts';
import type { Make } from '../counterexample.ts';
import type { Look } from '../row-rule.ts';
import { defineRules } from '../rule.ts';
import { kindOf } from './content.ts';

const groupOf = (row: AnyRow, look: Look) => look.parent(row, 'courseSubmissionGroup', CourseSubmissionGroup);
const contentOf = (row: AnyRow, look: Look) => look.parent(row, 'courseContent', CourseContent);
const memberOf = (row: AnyRow, look: Look) => look.parent(row, 'courseMember', CourseMember);

/** The rows of the same member and content that have the same values in further columns. */
function* alike(row: AnyRow, look: Look, ...columns: string[]): Iterable<AnyRow> {
  const member = memberOf(row, look);
  // Asked for only so that all of them are known.
  if (member) look.children(Result, 'courseMember', member);
  yield* look.alike(Result, ['courseMember', 'courseContent', ...columns], row);
}

const content = 'left join public.course_content as content on content.id = result.course_content_id';
const kind = [
  content,
  'left join public.course_content_type as type on type.id = content.course_content_type_id',
  'left join public.course_content_kind as kind on kind.id = type.course_content_kind_id',
];
const member = 'left join public.course_member as member on member.id = result.course_member_id';
const submissionGroup = `left join public.course_submission_group as submission_group
  on submission_group.id = result.course_submission_group_id`;
const courses = 'member.course_id, submission_group.course_id, content.course_id';
const membership = `left join public.course_submission_group_member as membership
  on membership.course_submission_group_id = result.course_submission_group_id
 and membership.course_member_id = result.course_member_id`;
const attempts = `left join (
  select course_member_id, course_content_id, count(*) as runs, count(*) filter (where submit) as submitted
    from public.result group by 1, 2
) as attempts on attempts.course_member_id = result.course_member_id
  and attempts.course_content_id = result.course_content_id`;
const sameMoment = `left join (
  select course_member_id, course_content_id, created_at from public.result group by 1, 2, 3 having count(*) > 1
) as same_moment on same_moment.course_member_id = result.course_member_id
  and same_moment.course_content_id = result.course_content_id and same_moment.created_at = result.created_at`;

/** A submitted result, and a spare one of the same member and content. */
function second(make: Make, limits: AnyRow = {}) {
  const first = make.row(Result, { courseContent: limits, submit: true });
  const { courseContent, courseSubmissionGroup, courseMember } = first;
  const row = make.spare(Result, { courseContent, courseSubmissionGroup, courseMember, submit: true });
  return { first, row };
}

export const resultRules = defineRules([
  {
    name: 'result_submittable',
    entity: Result,
    description: 'A result is for content of a kind that takes submissions.',
    enforcedBy: 'trigger',
    hint: 'Pass an assignment or a quiz as courseContent.',
    violations: {
      joins: [...kind],
      broken: 'not kind.submittable',
      right: `'content that takes submissions, which no ' || kind.id || ' does'`,
    },
    breaks: (row, look) => {
      const content = contentOf(row, look);
      const kind = content && kindOf(content, look);
      return kind?.['submittable'] === false
        ? { courseContent: row['courseContent'], kind: kind['id'] }
        : undefined;
    },
    counterexample: (make) => {
      const courseContent = make.row(CourseContent, {}, 'unit');
      return { insert: Result, row: make.spare(Result, { courseContent, courseSubmissionGroup: null }) };
    },
  },
  {
    name: 'result_content_type',
    entity: Result,
    description: 'A result has the courseContentType of its courseContent.',
    enforcedBy: 'trigger',
    hint: 'Leave the courseContentType out: it comes from the courseContent.',
    corrects: true,
    violations: {
      joins: [content],
      broken: 'content.course_content_type_id <> result.course_content_type_id',
      right: `'course_content_type_id ' || content.course_content_type_id`,
    },
    breaks: (row, look) => {
      const { courseContent, courseContentType } = row;
      const theirs = contentOf(row, look)?.['courseContentType'];
      return isOther(theirs, courseContentType) ? { courseContent, courseContentType } : undefined;
    },
    counterexample: (make) => ({
      insert: Result,
      row: { ...make.spare(Result), courseContentType: make.row(CourseContentType).id },
      corrected: ['courseContentType'],
    }),
  },
  {
    name: 'result_member_in_group',
    entity: Result,
    description: 'The member of a result is in its submission group.',
    enforcedBy: 'verify',
    violations: {
      joins: [submissionGroup, membership],
      broken: `submission_group.id is not null and result.course_member_id is not null
        and membership.course_member_id is null`,
      right: `'a member of its submission group'`,
    },
    breaks: (row, look) => {
      const { courseMember, courseSubmissionGroup } = row;
      const group = groupOf(row, look);
      if (!group || !isPresent(courseMember)) return undefined;
      for (const link of look.children(CourseSubmissionGroupMember, 'courseSubmissionGroup', group)) {
        if (link['courseMember'] === courseMember) return undefined;
      }
      return { courseMember, courseSubmissionGroup };
    },
    counterexample: (make) => {
      const group = make.row(CourseSubmissionGroup);
      const { id: courseMember } = make.row(CourseMember, { course: group.course });
      return {
        insert: Result,
        row: { ...make.spare(Result, { courseSubmissionGroup: group }), courseMember },
      };
    },
  },
  {
    name: 'result_group_content',
    entity: Result,
    description: 'The submission group of a result is for its courseContent.',
    enforcedBy: 'verify',
    violations: {
      joins: [submissionGroup],
      broken: 'submission_group.course_content_id <> result.course_content_id',
      right: `'a group for content ' || result.course_content_id`,
    },
    breaks: (row, look) => {
      const { courseSubmissionGroup, courseContent } = row;
      return isOther(groupOf(row, look)?.['courseContent'], courseContent)
        ? { courseSubmissionGroup, courseContent }
        : undefined;
    },
    counterexample: (make) => {
      const group = make.row(CourseSubmissionGroup);
      const row = make.spare(Result, { courseSubmissionGroup: group });
      const { id: courseContent, courseContentType } = make.row(CourseContent, { course: group.course });
      return { insert: Result, row: { ...row, courseContent, courseContentType } };
    },
  },
  {
    name: 'result_course',
    entity: Result,
    description: 'The member, submission group and content of a result are of one course.',
    enforcedBy: 'verify',
    violations: {
      joins: [content, member, submissionGroup],
      broken: `least(${courses}) <> greatest(${courses})`,
      right: `'one course for its member, group and content'`,
    },
    breaks: (row, look) => {
      const { courseMember, courseSubmissionGroup, courseContent } = row;
      const course = contentOf(row, look)?.['course'];
      return isOther(course, memberOf(row, look)?.['course']) ||
        isOther(course, groupOf(row, look)?.['course'])
        ? { courseMember, courseSubmissionGroup, courseContent }
        : undefined;
    },
    counterexample: (make) => ({
      insert: Result,
      row: {
        ...make.spare(Result, { courseSubmissionGroup: null }),
        courseMember: make.row(CourseMember).id,
      },
    }),
  },
  {
    name: 'result_range',
    entity: Result,
    description: 'A result is from 0 to 1.',
    enforcedBy: 'verify',
    violations: {
      broken: 'result.result not between 0 and 1',
      right: `'from 0 to 1, not ' || result.result`,
    },
    breaks: ({ result }) => (isNoShare(result) ? { result } : undefined),
    counterexample: (make) => ({ insert: Result, row: { ...make.spare(Result), result: 2 } }),
  },
  {
    name: 'result_max_test_runs',
    entity: Result,
    description: 'A member has at most as many results for a content as its maxTestRuns.',
    enforcedBy: 'verify',
    violations: {
      joins: [content, attempts],
      broken: 'attempts.runs > content.max_test_runs',
      right: `'at most ' || content.max_test_runs || ' results, not ' || attempts.runs`,
    },
    breaks: (row, look) => {
      const most = contentOf(row, look)?.['maxTestRuns'];
      if (!isPresent(most)) return undefined;
      const results = count(alike(row, look));
      return isAbove(results, most) ? { maxTestRuns: most, results } : undefined;
    },
    counterexample: (make) => ({ insert: Result, row: second(make, { maxTestRuns: 1 }).row }),
  },
  {
    name: 'result_max_submissions',
    entity: Result,
    description: 'A member has at most as many submitted results for a content as its maxSubmissions.',
    enforcedBy: 'verify',
    violations: {
      joins: [content, attempts],
      broken: 'result.submit and attempts.submitted > content.max_submissions',
      right: `'at most ' || content.max_submissions || ' submitted results, not ' || attempts.submitted`,
    },
    breaks: (row, look) => {
      const most = contentOf(row, look)?.['maxSubmissions'];
      if (!isPresent(most) || row['submit'] !== true) return undefined;
      const submitted = count(alike(row, look, 'submit'));
      return isAbove(submitted, most) ? { maxSubmissions: most, submitted } : undefined;
    },
    counterexample: (make) => ({ insert: Result, row: second(make, { maxSubmissions: 1 }).row }),
  },
  {
    name: 'result_moment',
    entity: Result,
    description: 'No two results of one member and content have the same createdAt.',
    enforcedBy: 'verify',
    violations: {
      joins: [sameMoment],
      broken: 'same_moment.created_at is not null',
      right: `'a moment of its own'`,
    },
    breaks: (row, look) => {
      const { courseMember, courseContent, createdAt } = row;
      if (!isPresent(courseMember) || !isPresent(courseContent) || !isPresent(createdAt)) return undefined;
      for (const other of alike(row, look, 'createdAt')) {
        if (other !== row) return { courseMember, courseContent, createdAt };
      }
      return undefined;
    },
    counterexample: (make) => {
      const { first, row } = second(make);
      return { insert: Result, row: { ...row, createdAt: first.createdAt } };
    },
  },
  {
    name: 'result_after_group',
    entity: Result,
    description: 'A result is not older than its submission group.',
    enforcedBy: 'verify',
    violations: {
      joins: [submissionGroup],
      broken: 'result.created_at < submission_group.created_at',
      right: `'not before ' || submission_group.created_at`,
    },
    breaks: (row, look) => {
      const { createdAt } = row;
      const began = groupOf(row, look)?.['createdAt'];
      return isBefore(createdAt, began) ? { createdAt, "the group's": began } : undefined;
    },
    counterexample: (make) => {
      const group = make.row(CourseSubmissionGroup);
      const row = make.spare(Result, { courseSubmissionGroup: group });
      return { insert: Result, row: { ...row, createdAt: after(group.createdAt, -MINUTE) } };
    },
  },
]);
