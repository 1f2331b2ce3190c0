import { describe, expect, it } from 'vitest';
import { a, b, idOf, insert } from './support/samples.ts';
import { breaksCheck, missesParent, onEachServer } from './support/schema.ts';
import { update } from './support/statement.ts';

onEachServer((db) => {
  describe('course.organization_id', () => {
    const id = idOf('course', 3);
    const organization = async () =>
      (await db.row<{ of: string }>('select organization_id as of from course where id = $1', id)).of;

    it.each([
      ['missing', null],
      ['another one', b.organization],
      ['one that does not exist', idOf('organization', 999)],
    ])('is taken from the family on insert: %s', async (_, given) => {
      await db.run(insert('course', { organization_id: given }));
      expect(await organization()).toBe(a.organization);
    });

    it('is not touched by an update', async () => {
      await db.run(insert('course'));
      await db.run(update('course', { id }, { organization_id: b.organization }));
      expect(await organization()).toBe(b.organization);
      await db.run(
        update('course', { id }, { course_family_id: b.course_family, organization_id: a.organization }),
      );
      expect(await organization()).toBe(a.organization);
    });

    it('is kept where the family does not exist, so that its key speaks', async () => {
      const lost = insert('course', { course_family_id: idOf('course_family', 999) });
      await db.refuses(missesParent('course_course_family_id_fkey'), lost);
    });
  });

  describe.each(['execution_backend', 'course_content_type'] as const)('%s_slug_check', (table) => {
    it.each(['', 'a b', 'a.b', 'a/b', ' a', 'a\n', 'ä'])('not %j', async (slug) => {
      await db.refuses(breaksCheck(`${table}_slug_check`), insert(table, { slug }));
    });

    it.each(['a', 'A', '0', '_', '-', '-a_B-9'])('%s', async (slug) => {
      await db.accepts(insert(table, { slug }));
    });
  });

  it('a course uses a backend once', async () => {
    const key = { sqlstate: '23505', constraint: 'course_execution_backend_pkey' };
    const first = insert('course_execution_backend');
    await db.refuses(key, first, first);
    await db.accepts(
      first,
      insert('course_execution_backend', { execution_backend_id: b.execution_backend }),
    );
  });

  it('course_execution_backend names its authors without a foreign key', async () => {
    const nobody = idOf('user', 999);
    await db.accepts(insert('course_execution_backend', { created_by: nobody, updated_by: nobody }));
  });

  it.each(['course_family', 'course'] as const)('%s: any ltree is a path', async (table) => {
    await db.refuses({ sqlstate: '42601' }, insert(table, { path: 'a..b' }));
    await db.accepts(insert(table, { path: 'Winter_2024.A' }));
  });
});
