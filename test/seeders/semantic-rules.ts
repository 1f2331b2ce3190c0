/** A rule that the course database does not enforce. */
export interface SemanticRule {
  readonly rule: string;
  /** Picks the rows that break it, one row each. */
  readonly violations: string;
  /** Breaks it in a database that holds the scenario classroom. */
  readonly violation: string;
}

/** Contents with what their kinds say. */
const contents = `(
  select c.*, k.submittable, k.has_ascendants, k.has_descendants
    from course_content c join course_content_type t on t.id = c.course_content_type_id
    join course_content_kind k on k.id = t.course_content_kind_id)`;

/** Some row of a table, always the same one. */
const some = (table: string, where = 'true'): string =>
  `(select id from ${table} where ${where} order by id limit 1)`;

const anotherCourse = `insert into course (path, course_family_id, organization_id)
  select 'another', course_family_id, organization_id from course limit 1`;
const assignments = `(select id from course_content_type where course_content_kind_id = 'assignment')`;

/** Every S rule of the course schema, in its order. */
export const semanticRules: readonly SemanticRule[] = [
  {
    rule: 'a session ends after it began',
    violations: 'select id from session where logout_time < created_at',
    violation: `update session set logout_time = created_at - interval '1 ms' where id = ${some('session')}`,
  },
  {
    rule: 'a live organization has no archived ancestor',
    violations: `select o.id from organization o join organization above
       on above.organization_type = o.organization_type and above.path @> o.path and above.id <> o.id
      where o.archived_at is null and above.archived_at is not null`,
    violation: `update organization set archived_at = now() where nlevel(path) = 1;
      update organization set archived_at = null where nlevel(path) = 2`,
  },
  {
    rule: 'a course is of its family’s organization',
    violations: `select c.id from course c join course_family f on f.id = c.course_family_id
      where c.organization_id <> f.organization_id`,
    violation: `update course set organization_id = ${some('organization', 'nlevel(path) = 1')}`,
  },
  {
    rule: 'a content that is no root has a parent in its course',
    violations: `select c.id from course_content c where nlevel(c.path) > 1 and not exists (
      select from course_content p where p.course_id = c.course_id and p.path = subpath(c.path, 0, -1))`,
    violation: `update course_content set path = 'nowhere.task'
      where id = ${some('course_content', 'nlevel(path) = 2')}`,
  },
  {
    rule: 'the parent of a content is of a kind with descendants',
    violations: `select c.id from course_content c join ${contents} p
      on p.course_id = c.course_id and p.path = subpath(c.path, 0, -1)
      where nlevel(c.path) > 1 and not p.has_descendants`,
    violation: `update course_content set path = path || 'deeper'::ltree where false;
      update course_content c set path = p.path || 'deeper'::ltree from course_content p
       where c.id = ${some('course_content', 'nlevel(path) = 2')} and nlevel(p.path) = 2 and p.id <> c.id`,
  },
  {
    rule: 'a content of a kind without ascendants is a root',
    violations: `select id from ${contents} c where not has_ascendants and nlevel(path) > 1`,
    violation: `update course_content_kind set has_ascendants = false where id = 'quiz'`,
  },
  {
    rule: 'the backend of a content is one of its course’s',
    violations: `select c.id from course_content c where execution_backend_id is not null and not exists (
      select from course_execution_backend b
       where b.course_id = c.course_id and b.execution_backend_id = c.execution_backend_id)`,
    violation: `delete from course_execution_backend
      where execution_backend_id = (select execution_backend_id from result limit 1)`,
  },
  {
    rule: 'a content has a group size exactly where its kind takes submissions',
    violations: `select id from ${contents} c
      where submittable and (max_group_size is null or max_group_size < 1)
         or not submittable and max_group_size is not null`,
    violation: `update course_content_kind set submittable = true where id = 'unit'`,
  },
  {
    rule: 'a grading is from 0 to 1',
    violations: 'select id from course_submission_group where grading < 0 or grading > 1',
    violation: `update course_submission_group set grading = 1.01 where id = ${some('course_submission_group')}`,
  },
  {
    rule: 'a submission group has a member',
    violations: `select id from course_submission_group g where not exists (
      select from course_submission_group_member where course_submission_group_id = g.id)`,
    violation: `delete from course_submission_group_member
      where course_submission_group_id = ${some('course_submission_group')}`,
  },
  {
    rule: 'a submission group has no more members than it may',
    violations: `select g.id from course_submission_group g
      join course_submission_group_member m on m.course_submission_group_id = g.id
      group by g.id having count(*) > g.max_group_size`,
    violation: `update course_submission_group set max_group_size = 0
      where id = ${some('course_submission_group')}`,
  },
  {
    rule: 'a submission group is no larger than its content allows',
    violations: `select g.id from course_submission_group g join course_content c on c.id = g.course_content_id
      where g.max_group_size > c.max_group_size`,
    violation: `update course_submission_group set max_group_size = 9
      where id = ${some('course_submission_group')}`,
  },
  {
    rule: 'a submission group is for a content that takes submissions',
    violations: `select g.id from course_submission_group g join ${contents} c on c.id = g.course_content_id
      where not c.submittable`,
    violation: `update course_content_kind set submittable = false where id = 'quiz'`,
  },
  {
    rule: 'a member of a submission group is of the group’s course',
    violations: `select s.id from course_submission_group_member s
      join course_submission_group g on g.id = s.course_submission_group_id
      join course_member m on m.id = s.course_member_id where m.course_id <> g.course_id`,
    violation: `${anotherCourse};
      update course_submission_group set course_id = (select id from course where path = 'another')
       where id = ${some('course_submission_group')}`,
  },
  {
    rule: 'a member of a submission group is a student',
    violations: `select s.id from course_submission_group_member s
      join course_member m on m.id = s.course_member_id where m.course_role_id <> '_student'`,
    violation: `update course_member set course_role_id = '_study_assistant'
      where id = (select course_member_id from course_submission_group_member limit 1)`,
  },
  {
    rule: 'a result has its content’s type',
    violations: `select r.id from result r join course_content c on c.id = r.course_content_id
      where r.course_content_type_id <> c.course_content_type_id`,
    violation: `update course_content set course_content_type_id = ${assignments}
      where id = (select course_content_id from result where course_content_type_id <> ${assignments} limit 1)`,
  },
  {
    rule: 'a result is for a content that takes submissions',
    violations: `select r.id from result r join ${contents} c on c.id = r.course_content_id
      where not c.submittable`,
    violation: `update course_content_kind set submittable = false where id = 'assignment'`,
  },
  {
    rule: 'the member of a result is in its group',
    violations: `select r.id from result r where course_submission_group_id is not null and not exists (
      select from course_submission_group_member s
       where (s.course_submission_group_id, s.course_member_id) = (r.course_submission_group_id, r.course_member_id))`,
    violation: `update result set course_member_id = ${some('course_member', `course_role_id = '_owner'`)}
      where id = ${some('result')}`,
  },
  {
    rule: 'the group of a result is for its content',
    violations: `select r.id from result r join course_submission_group g on g.id = r.course_submission_group_id
      where g.course_content_id <> r.course_content_id`,
    violation: `update course_submission_group g set course_content_id = c.id from ${contents} c
      where g.id = (select course_submission_group_id from result where course_submission_group_id is not null limit 1)
        and c.submittable and c.id <> g.course_content_id`,
  },
  {
    rule: 'a result, its member, group and content are of one course',
    violations: `select r.id from result r
      join course_member m on m.id = r.course_member_id join course_content c on c.id = r.course_content_id
      left join course_submission_group g on g.id = r.course_submission_group_id
      where m.course_id <> c.course_id or g.course_id <> c.course_id`,
    violation: `${anotherCourse};
      update course_member set course_group_id = null, course_role_id = '_owner',
             course_id = (select id from course where path = 'another')
       where id = (select course_member_id from result limit 1)`,
  },
  {
    rule: 'a result is from 0 to 1',
    violations: 'select id from result where result < 0 or result > 1',
    violation: `update result set result = -0.01 where id = ${some('result')}`,
  },
  {
    rule: 'nobody has more results than the content’s test runs',
    violations: `select course_member_id from result r join course_content c on c.id = r.course_content_id
      group by course_member_id, c.id having count(*) > c.max_test_runs`,
    violation: `update course_content set max_test_runs = 1
      where id = (select course_content_id from result group by course_content_id, course_member_id
                  having count(*) > 1 limit 1)`,
  },
  {
    rule: 'nobody submits more often than the content allows',
    violations: `select course_member_id from result r join course_content c on c.id = r.course_content_id
      where submit group by course_member_id, c.id having count(*) > c.max_submissions`,
    violation: `update course_content set max_submissions = 0
      where id = (select course_content_id from result where submit limit 1)`,
  },
  {
    rule: 'no two results of a member and content are of the same moment',
    violations: `select course_member_id from result
      group by course_member_id, course_content_id, created_at having count(*) > 1`,
    violation: `update result r set created_at = other.created_at from result other
      where r.id <> other.id and r.course_member_id = other.course_member_id
        and r.course_content_id = other.course_content_id`,
  },
  {
    rule: 'a result is not older than its group',
    violations: `select r.id from result r join course_submission_group g on g.id = r.course_submission_group_id
      where r.created_at < g.created_at`,
    violation: `update result set created_at = created_at - interval '1 year' where id = ${some('result')}`,
  },
  {
    rule: 'what a message is about is of one course',
    violations: `select n.id from codeability_message n
      left join course_group g on g.id = n.course_group_id
      left join course_member m on m.id = n.course_member_id
      left join course_content c on c.id = n.course_content_id
      where (select count(distinct course) from unnest(array[n.course_id, g.course_id, m.course_id, c.course_id])
             as course) > 1`,
    violation: `${anotherCourse};
      update codeability_message set course_id = (select id from course where path = 'another')
       where id = ${some('codeability_message', 'course_content_id is not null')}`,
  },
  {
    rule: 'a message is read after it was written',
    violations: `select r.message_id from codeability_message_read r
      join codeability_message m on m.id = r.message_id where r.read_at < m.created_at`,
    violation: `update codeability_message_read set read_at = read_at - interval '1 year'`,
  },
];
