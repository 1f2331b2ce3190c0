import { audit, boolean, integer, maybe, number, oneOf, other, time, to, varchar } from './columns.ts';
import { kept, type Table, unique } from './table.ts';

/** Submission groups, results and messages. */
export const submissions: Readonly<Record<string, Table>> = {
  course_submission_group: {
    ...kept,
    columns: {
      ...audit,
      status: maybe(varchar(2048)),
      grading: maybe(number),
      max_group_size: integer,
      max_test_runs: maybe(integer),
      max_submissions: maybe(integer),
      course_id: to('course'),
      course_content_id: to('course_content'),
    },
  },
  course_submission_group_member: {
    ...kept,
    columns: {
      ...audit,
      grading: maybe(number),
      course_id: to('course'),
      course_submission_group_id: to('course_submission_group'),
      course_member_id: to('course_member'),
      course_content_id: to('course_content'),
    },
    uniques: [
      unique('course_submission_group_id', 'course_member_id'),
      unique('course_member_id', 'course_content_id'),
    ],
  },
  result: {
    ...kept,
    columns: {
      ...audit,
      submit: boolean,
      course_member_id: to('course_member'),
      course_submission_group_id: maybe(to('course_submission_group')),
      course_content_id: to('course_content'),
      course_content_type_id: to('course_content_type'),
      execution_backend_id: to('execution_backend'),
      test_system_id: varchar(255),
      result: number,
      result_json: maybe(other),
      version_identifier: varchar(2048),
      status: integer,
    },
    uniques: [
      unique('course_member_id', 'course_content_id', 'version_identifier'),
      {
        name: 'result_course_submission_group_id_course_content_id_version_idx',
        columns: ['course_submission_group_id', 'course_content_id', 'version_identifier'],
        whereNotNull: 'course_submission_group_id',
      },
      unique('test_system_id', 'execution_backend_id'),
    ],
  },
};

export const messages: Readonly<Record<string, Table>> = {
  codeability_message: {
    columns: {
      ...audit,
      type: oneOf('note', 'message'),
      sender: to('user'),
      course_id: maybe(to('course')),
      course_group_id: maybe(to('course_group')),
      course_member_id: maybe(to('course_member')),
      course_content_id: maybe(to('course_content')),
      message: varchar(4096),
    },
    primary: ['id'],
  },
  codeability_message_read: {
    columns: { message_id: to('codeability_message'), user_id: to('user'), read_at: time },
    primary: ['message_id', 'user_id'],
  },
};
