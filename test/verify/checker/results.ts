import { kindsOf } from './content.ts';
import { type Dataset, isBefore, isGiven, moment, parentsOf, type Row, rowsWith } from './dataset.ts';
import type { Rule } from './rule.ts';
import { differ, isNoShare } from './submissions.ts';

const contentsOf = (dataset: Dataset, row: Row): Row[] =>
  parentsOf(dataset, 'course_content', row['course_content_id']);
const groupsOf = (dataset: Dataset, row: Row): Row[] =>
  parentsOf(dataset, 'course_submission_group', row['course_submission_group_id']);
const membersOf = (dataset: Dataset, row: Row): Row[] =>
  parentsOf(dataset, 'course_member', row['course_member_id']);

/** All results of the same member and content as this one, which is among them. */
const attempts = (dataset: Dataset, { course_member_id, course_content_id }: Row): Row[] =>
  rowsWith(dataset, 'result', { course_member_id, course_content_id });

/** Whether there are more rows than some content of the result allows. */
const isOver = (dataset: Dataset, result: Row, limit: string, { length }: readonly Row[]): boolean =>
  contentsOf(dataset, result).some(({ [limit]: most }) => typeof most === 'number' && length > most);

const isOfSeveralCourses = (courses: readonly unknown[]): boolean =>
  new Set(courses.filter(isGiven)).size > 1;

export const resultRules: readonly Rule[] = [
  {
    table: 'result',
    name: 'result_submittable',
    isBroken: (result, dataset) =>
      contentsOf(dataset, result).some((content) =>
        kindsOf(dataset, content).some(({ submittable }) => submittable === false),
      ),
  },
  {
    table: 'result',
    name: 'result_content_type',
    isBroken: (result, dataset) =>
      contentsOf(dataset, result).some((content) =>
        differ(content['course_content_type_id'], result['course_content_type_id']),
      ),
  },
  {
    table: 'result',
    name: 'result_member_in_group',
    isBroken: (result, dataset) => {
      const { course_submission_group_id, course_member_id } = result;
      const links = rowsWith(dataset, 'course_submission_group_member', {
        course_submission_group_id,
        course_member_id,
      });
      return isGiven(course_member_id) && groupsOf(dataset, result).length > 0 && links.length === 0;
    },
  },
  {
    table: 'result',
    name: 'result_group_content',
    isBroken: (result, dataset) =>
      groupsOf(dataset, result).some((group) =>
        differ(group['course_content_id'], result['course_content_id']),
      ),
  },
  {
    table: 'result',
    name: 'result_course',
    isBroken: (result, dataset) =>
      isOfSeveralCourses(
        [...membersOf(dataset, result), ...groupsOf(dataset, result), ...contentsOf(dataset, result)].map(
          (parent) => parent['course_id'],
        ),
      ),
  },
  { table: 'result', name: 'result_range', isBroken: ({ result }) => isNoShare(result) },
  {
    table: 'result',
    name: 'result_max_test_runs',
    isBroken: (result, dataset) => isOver(dataset, result, 'max_test_runs', attempts(dataset, result)),
  },
  {
    table: 'result',
    name: 'result_max_submissions',
    isBroken: (result, dataset) => {
      const submitted = attempts(dataset, result).filter(({ submit }) => submit === true);
      return submitted.includes(result) && isOver(dataset, result, 'max_submissions', submitted);
    },
  },
  {
    table: 'result',
    name: 'result_moment',
    isBroken: (result, dataset) => {
      const made = moment(result['created_at']);
      return (
        made !== undefined &&
        attempts(dataset, result).some((other) => other !== result && moment(other['created_at']) === made)
      );
    },
  },
  {
    table: 'result',
    name: 'result_after_group',
    isBroken: (result, dataset) =>
      groupsOf(dataset, result).some((group) => isBefore(result['created_at'], group['created_at'])),
  },
];

export const messageRules: readonly Rule[] = [
  {
    table: 'codeability_message',
    name: 'codeability_message_course',
    isBroken: (message, dataset) =>
      isOfSeveralCourses([
        message['course_id'],
        ...parentsOf(dataset, 'course_group', message['course_group_id']).map((group) => group['course_id']),
        ...membersOf(dataset, message).map((member) => member['course_id']),
        ...contentsOf(dataset, message).map((content) => content['course_id']),
      ]),
  },
  {
    table: 'codeability_message_read',
    name: 'codeability_message_read_at',
    isBroken: (read, dataset) =>
      parentsOf(dataset, 'codeability_message', read['message_id']).some((message) =>
        isBefore(read['read_at'], message['created_at']),
      ),
  },
];
