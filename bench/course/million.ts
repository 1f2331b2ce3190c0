import type pg from 'pg';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';

/** Rising like the ids of scenarios, and apart from them. */
const id = (kind: number, ordinal: string): string =>
  `('0000000${kind}-0000-4000-8000-' || lpad(to_hex(${ordinal}), 12, '0'))::uuid`;

const COURSES = 40;
const MEMBERS = 500;
const CONTENTS = 25;

/** 40 courses of 500 students, who hand in 25 assignments alone, twice each: half a million groups. */
const statements = [
  // The rows are right as they are; what looks at each of them would take minutes.
  'set session_replication_role = replica',
  `insert into "user" (id, given_name, username) select ${id(1, 'n')}, 'Given ' || n, 'name' || n
     from generate_series(1, ${MEMBERS}) n`,
  `insert into course (id, path, course_family_id, organization_id)
   select ${id(2, 'n')}, ('c' || n)::ltree, f.id, f.organization_id
     from generate_series(1, ${COURSES}) n, (select * from course_family limit 1) f`,
  `insert into course_group (id, title, course_id) select ${id(3, 'n')}, 'Group', ${id(2, 'n')}
     from generate_series(1, ${COURSES}) n`,
  `insert into course_execution_backend (course_id, execution_backend_id)
   select ${id(2, 'n')}, b.id from generate_series(1, ${COURSES}) n, (select id from execution_backend limit 1) b`,
  `insert into course_member (id, user_id, course_id, course_group_id, course_role_id)
   select ${id(4, `c * ${MEMBERS} + m`)}, ${id(1, 'm')}, ${id(2, 'c')}, ${id(3, 'c')}, '_student'
     from generate_series(1, ${COURSES}) c, generate_series(1, ${MEMBERS}) m`,
  `insert into course_content_type (id, slug, course_content_kind_id, course_id)
   select ${id(5, 'n')}, 'task', 'assignment', ${id(2, 'n')} from generate_series(1, ${COURSES}) n`,
  `insert into course_content (id, path, course_id, course_content_type_id, version_identifier, position,
     max_group_size, max_test_runs, max_submissions, execution_backend_id)
   select ${id(6, `c * ${CONTENTS} + n`)}, ('task' || n)::ltree, ${id(2, 'c')}, ${id(5, 'c')}, 'v1', n, 1, 5, 3, b.id
     from generate_series(1, ${COURSES}) c, generate_series(1, ${CONTENTS}) n,
          (select id from execution_backend limit 1) b`,
  `insert into course_submission_group (id, course_id, course_content_id, grading)
   select ${id(7, `(c * ${CONTENTS} + n) * ${MEMBERS} + m`)}, ${id(2, 'c')}, ${id(6, `c * ${CONTENTS} + n`)}, 0.5
     from generate_series(1, ${COURSES}) c, generate_series(1, ${CONTENTS}) n, generate_series(1, ${MEMBERS}) m`,
  `insert into course_submission_group_member
     (id, course_id, course_submission_group_id, course_member_id, course_content_id)
   select ${id(8, `(c * ${CONTENTS} + n) * ${MEMBERS} + m`)}, ${id(2, 'c')},
          ${id(7, `(c * ${CONTENTS} + n) * ${MEMBERS} + m`)}, ${id(4, `c * ${MEMBERS} + m`)}, ${id(6, `c * ${CONTENTS} + n`)}
     from generate_series(1, ${COURSES}) c, generate_series(1, ${CONTENTS}) n, generate_series(1, ${MEMBERS}) m`,
  `insert into result (id, created_at, updated_at, submit, course_member_id, course_submission_group_id,
     course_content_id, course_content_type_id, execution_backend_id, test_system_id, result, version_identifier, status)
   select ${id(9, '2 * g + attempt')}, t, t, attempt = 1, ${id(4, `c * ${MEMBERS} + m`)}, ${id(7, 'g')},
          ${id(6, `c * ${CONTENTS} + n`)}, ${id(5, 'c')}, b.id, 'run-' || (2 * g + attempt), 0.5, 'v' || attempt, 0
     from generate_series(1, ${COURSES}) c, generate_series(1, ${CONTENTS}) n, generate_series(1, ${MEMBERS}) m,
          generate_series(0, 1) attempt, (select id from execution_backend limit 1) b,
          lateral (select (c * ${CONTENTS} + n) * ${MEMBERS} + m as g, now() + attempt * interval '1 hour' as t)`,
  'reset session_replication_role',
  'vacuum analyze',
];

/** Fills an empty course database with a million results and all that they need. */
export async function fillWithMillionResults(client: pg.Client): Promise<void> {
  await seed(client, course, minimal, { seed: 0, at: DEFAULT_AT });
  for (const statement of statements) await client.query(statement);
}
