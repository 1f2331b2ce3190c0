-- What the metrics are asked of: temporary tables over a seeded database of the domain course.

create temp table last_event as
select greatest(
  (select coalesce(max(created_at), '-infinity') from result),
  (select coalesce(max(read_at), '-infinity') from codeability_message_read)) as at;

-- One row a run of the tests.
create temp table attempt as
select r.id, r.course_submission_group_id as team, r.course_content_id as task, c.course_id, r.created_by as person,
       r.created_at as at, r.result as score, r.status, r.result_json as report, t.course_content_kind_id as kind,
       (c.properties->>'deadline')::timestamptz as deadline,
       row_number() over of_team as number, count(*) over (partition by r.course_submission_group_id) as total,
       lag(r.result) over of_team as score_before, lag(r.created_at) over of_team as at_before
  from result r
  join course_content c on c.id = r.course_content_id
  join course_content_type t on t.id = c.course_content_type_id
window of_team as (partition by r.course_submission_group_id order by r.created_at);
create index on attempt (team, number);
create index on attempt (person);
analyze attempt;

-- One row a team and a task.
create temp table team as
select g.id, g.course_id, g.course_content_id as task, t.course_content_kind_id as kind,
       (c.properties->>'deadline')::timestamptz as deadline, g.grading,
       (c.properties->>'deadline')::timestamptz < (select at from last_event) as is_over,
       (select count(*) from course_submission_group_member m where m.course_submission_group_id = g.id) as size,
       first.at as first_at, last.at as last_at, first.score as first_score, last.score as last_score,
       coalesce(last.total, 0) as attempts
  from course_submission_group g
  join course_content c on c.id = g.course_content_id
  join course_content_type t on t.id = c.course_content_type_id
  left join attempt first on first.team = g.id and first.number = 1
  left join attempt last on last.team = g.id and last.number = last.total;
create index on team (id);
create index on team (task);
analyze team;

-- One row a student of a course; of the tasks that have been over for some days, what they came to.
create temp table student as
with due as (
  select c.id, c.course_id from course_content c
    join course_content_type t on t.id = c.course_content_type_id and t.course_content_kind_id = 'assignment'
   where (c.properties->>'deadline')::timestamptz + interval '6 days' < (select at from last_event)),
points as (
  select m.course_member_id, sum(t.grading) as sum from course_submission_group_member m
    join team t on t.id = m.course_submission_group_id join due on due.id = t.task group by 1)
select m.id, m.course_id, m.user_id, (m.properties->>'withdrawn')::timestamptz as withdrawn,
       coalesce(p.sum, 0) / nullif((select count(*) from due where due.course_id = m.course_id), 0) as mean,
       (select count(*) from codeability_message q where q.sender = m.user_id and q.course_id = m.course_id) as posts
  from course_member m left join points p on p.course_member_id = m.id
 where m.course_role_id = '_student';

-- One row a test of a run, of some thousand runs.
create temp table test_result as
select a.id as attempt, a.team, a.number, place, test->>'name' as name, test->>'result' = 'PASSED' as passed,
       test->>'resultMessage' as message
  from (select * from attempt where kind = 'assignment' and report is not null order by md5(id::text) limit 6000) a,
       jsonb_array_elements(a.report->'tests') with ordinality as listed (test, place);
create index on test_result (attempt);
analyze;
