import { kindsOf } from './content.ts';
import { isGiven, parentsOf, rowsWith } from './dataset.ts';
import type { Rule } from './rule.ts';

/** Whether both values are there and differ. */
export const differ = (value: unknown, other: unknown): boolean =>
  isGiven(value) && isGiven(other) && value !== other;

/** Whether a value is there and not a share; JSON says NaN and infinities as texts. */
export const isNoShare = (value: unknown): boolean =>
  isGiven(value) && !(typeof value === 'number' && value >= 0 && value <= 1);

const isMore = (value: unknown, most: unknown): boolean =>
  typeof value === 'number' && typeof most === 'number' && value > most;

/** Submission groups and their members. */
export const submissionRules: readonly Rule[] = [
  {
    table: 'course_submission_group',
    name: 'course_submission_group_submittable',
    isBroken: (group, dataset) =>
      parentsOf(dataset, 'course_content', group['course_content_id']).some((content) =>
        kindsOf(dataset, content).some(({ submittable }) => submittable === false),
      ),
  },
  {
    table: 'course_submission_group',
    name: 'course_submission_group_course',
    isBroken: (group, dataset) =>
      parentsOf(dataset, 'course_content', group['course_content_id']).some((content) =>
        differ(content['course_id'], group['course_id']),
      ),
  },
  {
    table: 'course_submission_group',
    name: 'course_submission_group_grading',
    isBroken: ({ grading }) => isNoShare(grading),
  },
  {
    table: 'course_submission_group',
    name: 'course_submission_group_size',
    isBroken: (group, dataset) =>
      parentsOf(dataset, 'course_content', group['course_content_id']).some((content) =>
        isMore(group['max_group_size'], content['max_group_size']),
      ),
  },
  {
    table: 'course_submission_group',
    name: 'course_submission_group_has_member',
    isBroken: ({ id }, dataset) =>
      isGiven(id) &&
      rowsWith(dataset, 'course_submission_group_member', { course_submission_group_id: id }).length === 0,
  },
  {
    table: 'course_submission_group_member',
    name: 'course_submission_group_member_count',
    isBroken: ({ course_submission_group_id }, dataset) => {
      const all = rowsWith(dataset, 'course_submission_group_member', { course_submission_group_id });
      return parentsOf(dataset, 'course_submission_group', course_submission_group_id).some((group) =>
        isMore(all.length, group['max_group_size']),
      );
    },
  },
  {
    table: 'course_submission_group_member',
    name: 'course_submission_group_member_parents',
    isBroken: (link, dataset) =>
      parentsOf(dataset, 'course_submission_group', link['course_submission_group_id']).some((group) =>
        differ(group['course_content_id'], link['course_content_id']),
      ) ||
      parentsOf(dataset, 'course_member', link['course_member_id']).some((member) =>
        differ(member['course_id'], link['course_id']),
      ),
  },
  {
    table: 'course_submission_group_member',
    name: 'course_submission_group_member_course',
    isBroken: (link, dataset) =>
      parentsOf(dataset, 'course_submission_group', link['course_submission_group_id']).some((group) =>
        parentsOf(dataset, 'course_member', link['course_member_id']).some((member) =>
          differ(group['course_id'], member['course_id']),
        ),
      ),
  },
  {
    table: 'course_submission_group_member',
    name: 'course_submission_group_member_student',
    isBroken: (link, dataset) =>
      parentsOf(dataset, 'course_member', link['course_member_id']).some((member) =>
        differ(member['course_role_id'], '_student'),
      ),
  },
];
