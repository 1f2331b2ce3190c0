import { expect, it } from 'vitest';
import { a, b, guest, idOf, insert } from './support/samples.ts';
import { onEachServer } from './support/schema.ts';
import { remove } from './support/statement.ts';
import { hasColumn, tableNames } from './support/tables.ts';

onEachServer((db) => {
  it('a course goes in this order: submission-group members, results, the course', async () => {
    await db.run(insert('course_submission_group_member'));
    await db.run(insert('result'));
    await db.run(insert('course_execution_backend'));
    await db.run(insert('codeability_message_read'));
    await db.run(remove('course_submission_group_member', { course_id: a.course }));
    await db.run(remove('result', { course_member_id: a.course_member }));
    await db.run(remove('course', { id: a.course }));
    for (const table of tableNames.filter((name) => hasColumn(name, 'course_id'))) {
      expect(await db.rows(`select from "${table}" where course_id = $1`, a.course), table).toEqual([]);
    }
    expect(await db.rows('select from course where id = $1', b.course)).toHaveLength(1);
  });

  it('a course with submission-group members stays', async () => {
    await db.run(insert('course_submission_group_member'));
    const { sqlstate } = db.restricted('');
    await db.refuses({ sqlstate }, remove('course', { id: a.course }));
  });

  it('the author of a row can go, and the row stays', async () => {
    const author = { created_by: guest(4), updated_by: guest(4) };
    await db.run(insert('course', author));
    await db.run(remove('user', { id: author.created_by }));
    const left = await db.row('select created_by, updated_by from course where id = $1', idOf('course', 3));
    expect(left).toEqual({ created_by: null, updated_by: null });
  });
});
