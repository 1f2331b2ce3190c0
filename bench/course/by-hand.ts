/**
 * What a developer who knows the course schema would write to look for faults in the tables that are large: one
 * pass over each, with the joins that it takes. Each resolves to how many faults there are.
 */
export const checksByHand: readonly string[] = [
  `select count(*) filter (where auth_token !~ '^\\$2[abxy]\\$\\d\\d\\$.{53}$') + count(*) filter (where updated_at < created_at)
     from "user"`,
  `select count(*) filter (where f.organization_id <> c.organization_id or c.updated_at < c.created_at)
     from course c join course_family f on f.id = c.course_family_id`,
  `select count(*) filter (where updated_at < created_at) from course_member`,
  `select count(*) filter (where k.submittable <> (c.max_group_size >= 1))
        + count(*) filter (where nlevel(c.path) > 1 and (p.id is null or not pk.has_descendants or not k.has_ascendants))
        + count(*) filter (where c.execution_backend_id is not null and b.course_id is null)
        + count(*) filter (where c.updated_at < c.created_at)
     from course_content c
     join course_content_type t on t.id = c.course_content_type_id
     join course_content_kind k on k.id = t.course_content_kind_id
     left join course_execution_backend b on (b.course_id, b.execution_backend_id) = (c.course_id, c.execution_backend_id)
     left join course_content p on p.course_id = c.course_id
      and p.path = case when nlevel(c.path) > 1 then subpath(c.path, 0, -1) end
     left join course_content_type pt on pt.id = p.course_content_type_id
     left join course_content_kind pk on pk.id = pt.course_content_kind_id`,
  `select count(*) filter (where g.grading not between 0 and 1)
        + count(*) filter (where g.max_group_size > c.max_group_size or g.course_id <> c.course_id)
        + count(*) filter (where not k.submittable) + count(*) filter (where m.members is null)
        + count(*) filter (where m.members > g.max_group_size) + count(*) filter (where g.updated_at < g.created_at)
     from course_submission_group g
     join course_content c on c.id = g.course_content_id
     join course_content_type t on t.id = c.course_content_type_id
     join course_content_kind k on k.id = t.course_content_kind_id
     left join (select course_submission_group_id, count(*) as members from course_submission_group_member group by 1) m
       on m.course_submission_group_id = g.id`,
  `select count(*) filter (where g.course_content_id <> s.course_content_id or m.course_id <> s.course_id)
        + count(*) filter (where g.course_id <> m.course_id) + count(*) filter (where m.course_role_id <> '_student')
        + count(*) filter (where s.updated_at < s.created_at)
     from course_submission_group_member s
     join course_submission_group g on g.id = s.course_submission_group_id
     join course_member m on m.id = s.course_member_id`,
  `select count(*) filter (where r.course_content_type_id <> c.course_content_type_id)
        + count(*) filter (where not k.submittable) + count(*) filter (where r.result not between 0 and 1)
        + count(*) filter (where g.id is not null and s.id is null)
        + count(*) filter (where g.course_content_id <> r.course_content_id)
        + count(*) filter (where m.course_id <> c.course_id or g.course_id <> c.course_id)
        + count(*) filter (where a.runs > c.max_test_runs or r.submit and a.submitted > c.max_submissions)
        + count(*) filter (where d.created_at is not null) + count(*) filter (where r.created_at < g.created_at)
        + count(*) filter (where r.updated_at < r.created_at)
     from result r
     join course_content c on c.id = r.course_content_id
     join course_content_type t on t.id = c.course_content_type_id
     join course_content_kind k on k.id = t.course_content_kind_id
     join course_member m on m.id = r.course_member_id
     left join course_submission_group g on g.id = r.course_submission_group_id
     left join course_submission_group_member s
       on (s.course_submission_group_id, s.course_member_id) = (r.course_submission_group_id, r.course_member_id)
     left join (select course_member_id, course_content_id, count(*) as runs, count(*) filter (where submit) as submitted
                  from result group by 1, 2) a
       on (a.course_member_id, a.course_content_id) = (r.course_member_id, r.course_content_id)
     left join (select course_member_id, course_content_id, created_at from result group by 1, 2, 3 having count(*) > 1) d
       on (d.course_member_id, d.course_content_id, d.created_at) = (r.course_member_id, r.course_content_id, r.created_at)`,
];
