/** A figure of a course database that is known of real ones. */
export interface Metric {
  /** The number of the row of the table in docs/behaviour.md, and what is measured. */
  readonly name: string;
  /** The least and the greatest value that is believable; null where there is none. */
  readonly from: number | null;
  readonly to: number | null;
  /** Asks the tables of `tables.sql` for one number. */
  readonly query: string;
  /** True where it can be told from two dozen students. */
  readonly small?: true;
  /** True where it takes people who are in several courses. */
  readonly several?: true;
}

const over = 'team where attempts > 0 and is_over';
const percent = (condition: string, from: string): string =>
  `select 100 * avg((${condition})::int) from ${from}`;

const lead = 'extract(epoch from deadline - last_at) / 3600';

/** Spearman's rank correlation of two columns of a query. */
const spearman = (rows: string): string => `with pair as (${rows}),
  ranked as (select rank() over (order by one) as one, rank() over (order by other) as other from pair)
  select corr(one, other) from ranked`;

/** The share of the variance of a value that is between students, the difficulty of tasks taken out. */
const betweenStudents = (value: string): string => `with value as (
    select m.course_member_id as student, ${value} - avg(${value}) over (partition by team.task) as value
      from team join course_submission_group_member m on m.course_submission_group_id = team.id
     where attempts > 0 and size = 1 and kind = 'assignment' and (is_over or deadline is null)),
  each as (select avg(value) as mean, var_samp(value) as within, count(*) as count from value
            group by student having count(*) >= 3),
  parts as (select var_samp(mean) - avg(within) / avg(count) as between_students, avg(within) as within from each)
  select between_students / (between_students + within) from parts`;

const byKind = (kind: 'assignment' | 'quiz', of: string): readonly Metric[] => [
  {
    name: `M04 ${of} handed in late, %`,
    from: 10,
    to: 18,
    query: percent('last_at > deadline', `${over} and kind = '${kind}'`),
  },
  {
    name: `M05 ${of}: last attempt in the last 24 h, %`,
    from: 50,
    to: 86,
    query: percent(`${lead} <= 24`, `${over} and kind = '${kind}' and last_at <= deadline`),
  },
  {
    name: `M05 ${of}: first attempt in the last 24 h, %`,
    from: 20,
    to: 45,
    query: percent(
      `first_at >= deadline - interval '24 hours'`,
      `${over} and kind = '${kind}' and last_at <= deadline`,
    ),
  },
  {
    name: `M05 ${of}: done more than 3 days early, %`,
    from: 10,
    to: 20,
    query: percent(`${lead} > 72`, `${over} and kind = '${kind}' and last_at <= deadline`),
  },
  {
    name: `M09 ${of} right at the first attempt, %`,
    from: 20,
    to: 50,
    query: percent('first_score > 0.999', `${over} and kind = '${kind}'`),
  },
  {
    name: `M09 ${of} right in the end, %`,
    from: 50,
    to: 85,
    query: percent('last_score > 0.999', `${over} and kind = '${kind}'`),
  },
];

const assignments = `${over} and kind = 'assignment'`;
const hour = `extract(hour from at at time zone 'Europe/Dublin')`;

/** The metrics with their targets; docs/behaviour.md says where each comes from. */
export const metrics: readonly Metric[] = [
  {
    name: 'M01 students who withdrew, %',
    from: 8,
    to: 25,
    query: percent('withdrawn is not null', 'student'),
  },
  {
    name: 'M01 students who fail, %',
    from: 8,
    to: 25,
    query: percent('withdrawn is null and mean < 0.5', 'student'),
  },
  {
    name: 'M01 students with distinction, %',
    from: 8,
    to: 20,
    query: percent('withdrawn is null and mean >= 0.85', 'student'),
  },
  {
    name: 'M01 students who fail',
    from: 1,
    to: null,
    small: true,
    query: 'select count(*) from student where withdrawn is null and mean < 0.5',
  },
  {
    name: 'M03 participation in the last task that is over ÷ in the first',
    from: 0.6,
    to: 0.86,
    query: `with took_part as (
        select c.course_id, (c.properties->>'deadline')::timestamptz as deadline,
               count(distinct m.course_member_id) filter (where t.attempts > 0)::float
                 / (select count(*) from student where student.course_id = c.course_id) as share
          from course_content c join team t on t.task = c.id and t.kind = 'assignment' and t.is_over
          join course_submission_group_member m on m.course_submission_group_id = t.id group by c.id),
      by_course as (select *, rank() over (partition by course_id order by deadline) as place,
                    rank() over (partition by course_id order by deadline desc) as from_end from took_part)
      select avg(share) filter (where from_end = 1) / avg(share) filter (where place = 1) from by_course`,
  },
  ...byKind('assignment', 'assignments'),
  ...byKind('quiz', 'quizzes').filter(({ name }) => !name.startsWith('M09')),
  {
    name: 'M04 later than 7 days, %',
    from: 1,
    to: 6,
    query: percent(`last_at > deadline + interval '7 days'`, over),
  },
  { name: 'M08 one attempt only, %', from: 25, to: 50, query: percent('attempts = 1', assignments) },
  {
    name: 'M08 attempts, median',
    from: 1,
    to: 3,
    query: `select percentile_disc(0.5) within group (order by attempts) from ${assignments}`,
  },
  {
    name: 'M08 attempts, 95th percentile',
    from: 9,
    to: null,
    query: `select percentile_disc(0.95) within group (order by attempts) from ${assignments}`,
  },
  {
    name: 'M08 attempts, coefficient of variation',
    from: 1,
    to: null,
    query: `select stddev_pop(attempts) / avg(attempts) from ${assignments}`,
  },
  {
    name: 'M10 attempts that get worse, %',
    from: 3,
    to: 12,
    query: percent('score < score_before', `attempt where number > 1 and kind = 'assignment'`),
  },
  {
    name: 'M11 attempts in the busiest hour ÷ in the mean hour',
    from: 2,
    to: null,
    query: `select 24.0 * max(count) / sum(count) from (select count(*) from attempt group by ${hour}) hours`,
  },
  {
    name: 'M11 attempts at noon ÷ in the hours before and after',
    from: null,
    to: 0.85,
    query: `select 2.0 * count(*) filter (where ${hour} = 12) / count(*) filter (where ${hour} in (11, 14)) from attempt`,
  },
  {
    name: 'M12 the least active day (6: Saturday)',
    from: 6,
    to: 6,
    query: `select extract(isodow from at at time zone 'Europe/Dublin') from attempt group by 1 order by count(*) limit 1`,
  },
  { name: 'M13 gradings, mean', from: 0.7, to: 0.8, query: 'select avg(grading) from team' },
  {
    name: 'M13 gradings, standard deviation',
    from: 0.16,
    to: 0.22,
    query: 'select stddev(grading) from team',
  },
  {
    name: 'M13 gradings, skew',
    from: -1.4,
    to: -0.7,
    query: `select avg(power(grading - mean, 3)) / power(max(deviation), 3)
      from team, (select avg(t.grading) as mean, stddev_pop(t.grading) as deviation from team t) as graded`,
  },
  {
    name: 'M14 earlier is better: rank correlation, a task',
    from: 0.15,
    to: 0.3,
    query: spearman(`select ${lead} as one, grading as other from team
      where grading is not null and attempts > 0 and deadline is not null`),
  },
  {
    name: 'M14 earlier is better: rank correlation, a student',
    from: 0.2,
    to: 0.5,
    query: spearman(`select avg(extract(epoch from deadline - first_at)) as one, avg(team.grading) as other
      from team join course_submission_group_member m on m.course_submission_group_id = team.id
      where team.grading is not null and attempts > 0 and deadline is not null
      group by m.course_member_id having count(*) >= 3`),
  },
  {
    name: 'M15 variance of scores between students',
    from: 0.4,
    to: 0.6,
    query: betweenStudents('last_score'),
  },
  {
    name: 'M15 variance of lateness between students',
    from: 0.15,
    to: 0.3,
    query: betweenStudents('(last_at > deadline)::int::float'),
  },
  {
    name: 'M15 standard deviation of task means',
    from: 0.05,
    to: null,
    query: `select stddev(mean) from (select avg(last_score) as mean from team
      where attempts > 0 and is_over and kind = 'assignment' group by task having count(*) >= 10) as tasks`,
  },
  {
    name: 'M16 posts of a student: variance ÷ mean',
    from: 3,
    to: null,
    query: 'select var_samp(posts) / avg(posts) from student',
  },
  {
    name: 'M16 posts of those who post, median',
    from: 1,
    to: 2,
    query: 'select percentile_disc(0.5) within group (order by posts) from student where posts > 0',
  },
  { name: 'M16 posts of a student, most', from: 10, to: null, query: 'select max(posts) from student' },
  {
    name: 'M18 results that are not finished, %',
    from: 1,
    to: 5,
    small: true,
    query: percent('status <> 0', 'attempt'),
  },
  {
    name: 'M18 runs of programs that do not run at all, %',
    from: 10,
    to: 20,
    small: true,
    query: `with messages as (select attempt, count(*) as tests, count(distinct message) as different,
        count(*) filter (where passed) as passed from test_result group by 1)
      select 100 * avg((passed = 0 and different = 1 and tests > 1)::int) from messages`,
  },
  {
    name: 'M19 attempts within 10 minutes of the one before, %',
    from: 60,
    to: null,
    small: true,
    query: percent(
      `at - at_before <= interval '10 minutes'`,
      `attempt where number > 1 and kind = 'assignment'`,
    ),
  },
  {
    name: 'M21 reports in which the first tests pass and the rest fail, %',
    from: null,
    to: 60,
    small: true,
    query: `with edges as (select attempt, max(place) filter (where passed) as last_passed,
        min(place) filter (where not passed) as first_failed from test_result group by 1)
      select 100 * avg((last_passed < first_failed)::int) from edges
       where last_passed is not null and first_failed is not null`,
  },
  {
    name: 'M21 reports of a program that does not run in which a test passed',
    from: 0,
    to: 0,
    small: true,
    query: `select count(*) from (select attempt from test_result group by 1
      having bool_or(passed) and bool_or(message ~ 'SyntaxError|error:.*expected')) as impossible`,
  },
  {
    name: 'M21 a test that fails twice in a row says the same, %',
    from: 60,
    to: null,
    small: true,
    query: `select 100 * avg((now.message = test->>'resultMessage')::int) from test_result now
      join attempt before on before.team = now.team and before.number = now.number - 1,
      jsonb_array_elements(before.report->'tests') as test
      where test->>'name' = now.name and not now.passed and test->>'result' = 'FAILED'`,
  },
  {
    name: 'M26 last half hour before the deadline ÷ six hours before',
    from: 1.5,
    to: null,
    query: `select count(*) filter (where ${lead} < 0.5)::float / nullif(count(*) filter (where ${lead} between 5.5 and 6), 0)
      from ${assignments} and last_at <= deadline`,
  },
  {
    name: 'M27 correlation of one person’s grades in two courses',
    from: 0.45,
    to: 0.65,
    several: true,
    query: `with of_course as (select s.user_id, s.course_id, avg(t.grading) as mean from student s
        join course_submission_group_member m on m.course_member_id = s.id
        join team t on t.id = m.course_submission_group_id where t.grading is not null group by 1, 2 having count(*) >= 3)
      select corr(one.mean, other.mean) from of_course one join of_course other using (user_id)
       where one.course_id < other.course_id`,
  },
  {
    name: 'M28 mean result of those who withdraw − of the others',
    from: -0.15,
    to: -0.05,
    query: `select avg(r.result) filter (where s.withdrawn is not null) - avg(r.result) filter (where s.withdrawn is null)
      from student s join result r on r.course_member_id = s.id and r.submit`,
  },
  {
    name: 'M29 attempts and reads after a withdrawal',
    from: 0,
    to: 0,
    small: true,
    query: `select (select count(*) from result r join student s on s.id = r.course_member_id where r.created_at > s.withdrawn)
      + (select count(*) from codeability_message_read r join codeability_message m on m.id = r.message_id
         join student s on s.user_id = r.user_id and s.course_id = m.course_id where r.read_at > s.withdrawn)`,
  },
  {
    name: 'M31 attempts within a session, %',
    from: 95,
    to: null,
    small: true,
    query: percent(
      `exists (select from session s where s.user_id = attempt.person and s.created_at <= attempt.at
        and coalesce(s.logout_time, 'infinity') >= attempt.at)`,
      'attempt',
    ),
  },
  {
    name: 'M32 names with a letter outside ASCII, %',
    from: 8,
    to: 20,
    query: percent(`given_name || family_name ~ '[^\\x01-\\x7f]'`, '"user"'),
  },
  { name: 'M32 surnames of two words, %', from: 1, to: 4, query: percent(`family_name ~ ' '`, '"user"') },
  {
    name: 'rows that changed and have version 0',
    from: 0,
    to: 0,
    small: true,
    query: `select (select count(*) from course_submission_group where updated_at > created_at and version = 0)
      + (select count(*) from result where updated_at > created_at and version = 0)
      + (select count(*) from course_member where updated_at > created_at and version = 0)`,
  },
  {
    name: 'forum posts that are word for word another one, %',
    from: null,
    to: 10,
    query: `select 100 * (1 - count(distinct message)::float / count(*)) from codeability_message where course_content_id is not null`,
  },
];

/** Which metrics can be told from the people of a scenario. */
export const within =
  (scenario: string) =>
  ({ small, several }: Metric): boolean =>
    scenario === 'classroom' ? small === true : scenario === 'semester' || several !== true;
