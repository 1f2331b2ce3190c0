import type pg from 'pg';

export interface Grade {
  readonly student: string;
  readonly average: number;
}

/** The averages of a course, the best first, in SQL and of one moment. */
export async function grades(pool: pg.Pool, course: string): Promise<Grade[]> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<Grade>(
      `select u.given_name || ' ' || u.family_name as student, avg(r.result)::float8 as average
       from result r join course_member m on m.id = r.course_member_id join "user" u on u.id = m.user_id
       where r.submit and m.course_id = $1 group by u.id order by average desc, student`,
      [course],
    );
    await client.query('commit');
    return rows;
  } finally {
    client.release();
  }
}
