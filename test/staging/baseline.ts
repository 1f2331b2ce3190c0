import type pg from 'pg';

const ADMIN = '0b5a7d2e-4f1c-4c86-9a53-1d9f3e7c2b60';

/** What migrations of a platform may have left in the tables of the course domain. */
export async function leaveBaseline(client: pg.ClientBase): Promise<void> {
  await client.query(`
    insert into course_role (id, title, description) values ('_tutor', 'Tutor', E'Helps\\tall.'), ('_lecturer', 'Lecturer', '');
    insert into role (id, title, builtin) values ('_observer', 'Observer', true);
    insert into "user" (id, given_name, family_name, email, username, properties)
      values ('${ADMIN}', 'Ada', null, 'admin@example.org', 'admin', '{"a": 1.50}');
    insert into user_role (user_id, role_id) values ('${ADMIN}', '_admin');
    insert into role_claim (role_id, claim_type, claim_value)
      values ('_admin', 'platform', 'course:create'), ('_observer', 'platform', 'course, "all":list');
    insert into execution_backend (slug, type, created_by) values ('prefect', 'prefect_builtin', '${ADMIN}')`);
}

/** How many rows that are. */
export const left = { course_role: 2, role: 1, user: 1, user_role: 1, role_claim: 2, execution_backend: 1 };

/** Every value of those rows, as PostgreSQL writes it. */
export async function baselineOf(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ row: string }>(
    `select row from (
       select 'a' || t::text as row from public.course_role t where id in ('_tutor', '_lecturer')
       union all select 'b' || t::text from public.role t where id = '_observer'
       union all select 'c' || t::text from public."user" t where id = '${ADMIN}'
       union all select 'd' || t::text from public.user_role t where user_id = '${ADMIN}'
       union all select 'e' || t::text from public.role_claim t where claim_type = 'platform'
       union all select 'f' || t::text from public.execution_backend t where slug = 'prefect') as rows
      order by row collate "C"`,
  );
  return rows.map(({ row }) => row);
}
