import { expect, it } from 'vitest';
import { onEachServer } from './support/schema.ts';

onEachServer((db) => {
  it('there are these checks and no others', async () => {
    const found = await db.rows<{ check: string }>(
      `select relname || ' ' || conname as check from pg_constraint join pg_class on pg_class.oid = conrelid
        where contype = 'c' and connamespace = 'public'::regnamespace order by 1`,
    );
    expect(found.map(({ check }) => check)).toEqual([
      'course_content_type course_content_type_slug_check',
      'course_member course_member_student_valid',
      'execution_backend execution_backend_slug_check',
      'group slug_valid',
      'organization organization_title_condition',
      'organization organization_user_condition',
      'role builtin_id_must_start_with_underscore',
      'role id_label_valid',
      'user user_token_condition',
      'user user_username_condition',
    ]);
  });

  it('every constraint is validated', async () => {
    expect(await db.rows('select conname from pg_constraint where not convalidated')).toEqual([]);
  });

  it('every trigger is enabled', async () => {
    expect(await db.rows(`select tgname from pg_trigger where tgenabled <> 'O'`)).toEqual([]);
  });
});
