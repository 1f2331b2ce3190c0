import { expect, it } from 'vitest';
import { onEachServer } from './support/schema.ts';

onEachServer((db) => {
  it('the builtin roles', async () => {
    const found = await db.rows(`select id, title, builtin from role where id like '\\_%' order by id`);
    expect(found).toEqual([
      { id: '_admin', title: 'Administrator', builtin: true },
      { id: '_organization_manager', title: 'Organization Manager', builtin: true },
      { id: '_user_manager', title: 'User Manager', builtin: true },
    ]);
  });

  it('the course roles', async () => {
    const found = await db.rows('select id from course_role order by id');
    expect(found.map((row) => row['id'])).toEqual(['_maintainer', '_owner', '_student', '_study_assistant']);
  });

  it('the course content kinds', async () => {
    const found = await db.rows(
      'select id, has_ascendants, has_descendants, submittable from course_content_kind order by id',
    );
    expect(found).toEqual([
      { id: 'assignment', has_ascendants: true, has_descendants: false, submittable: true },
      { id: 'folder', has_ascendants: true, has_descendants: true, submittable: false },
      { id: 'quiz', has_ascendants: true, has_descendants: false, submittable: true },
      { id: 'unit', has_ascendants: true, has_descendants: true, submittable: false },
    ]);
  });
});
