import {
  archivable,
  audit,
  boolean,
  integer,
  maybe,
  number,
  oneOf,
  path,
  slugged,
  titled,
  to,
  toText,
  varchar,
} from './columns.ts';
import { kept, type Table, unique } from './table.ts';

/** Members of courses, and their contents. */
export const content: Readonly<Record<string, Table>> = {
  course_role: { columns: { id: varchar(255), ...titled }, primary: ['id'] },
  course_group: {
    ...kept,
    columns: { ...audit, ...titled, course_id: to('course') },
    uniques: [unique('course_id', 'title'), unique('course_id', 'id')],
  },
  course_member: {
    ...kept,
    columns: {
      ...audit,
      user_id: to('user'),
      course_id: to('course'),
      course_group_id: maybe(to('course_group')),
      course_role_id: toText('course_role'),
    },
    uniques: [unique('user_id', 'course_id')],
    keys: [
      { columns: ['course_id', 'course_group_id'], table: 'course_group', references: ['course_id', 'id'] },
    ],
  },
  course_content_kind: {
    columns: {
      id: varchar(255),
      ...titled,
      has_ascendants: boolean,
      has_descendants: boolean,
      submittable: boolean,
    },
    primary: ['id'],
  },
  course_content_type: {
    ...kept,
    columns: {
      ...audit,
      ...slugged,
      color: maybe(
        oneOf(
          ...['red', 'orange', 'amber', 'yellow', 'lime', 'green', 'emerald', 'teal', 'cyan', 'sky', 'blue'],
          ...['indigo', 'violet', 'purple', 'fuchsia', 'pink', 'rose'],
        ),
      ),
      course_content_kind_id: toText('course_content_kind'),
      course_id: to('course'),
    },
    uniques: [unique('slug', 'course_id', 'course_content_kind_id'), unique('id', 'course_id')],
  },
  course_content: {
    ...kept,
    columns: {
      ...audit,
      ...archivable,
      ...titled,
      path,
      course_id: to('course'),
      course_content_type_id: to('course_content_type'),
      version_identifier: varchar(2048),
      position: number,
      max_group_size: maybe(integer),
      max_test_runs: maybe(integer),
      max_submissions: maybe(integer),
      execution_backend_id: maybe(to('execution_backend')),
    },
    uniques: [unique('course_id', 'path')],
    keys: [
      {
        columns: ['course_id', 'course_content_type_id'],
        table: 'course_content_type',
        references: ['course_id', 'id'],
      },
    ],
  },
};
