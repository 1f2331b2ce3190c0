import { describe, expect, it } from 'vitest';
import { a, b, guest, idOf, insert, insertAnother } from './support/samples.ts';
import { breaksCheck, missesParent, onEachServer } from './support/schema.ts';
import { remove, update } from './support/statement.ts';

onEachServer((db) => {
  it('course_member_student_valid', async () => {
    const refusal = breaksCheck('course_member_student_valid');
    const staff = ['_owner', '_maintainer', '_study_assistant'];
    await db.refuses(refusal, insert('course_member', { course_group_id: null }));
    await db.refuses(refusal, update('course_member', { id: a.course_member }, { course_group_id: null }));
    await db.accepts(insert('course_member'));
    for (const course_role_id of staff) {
      await db.accepts(insert('course_member', { course_role_id, course_group_id: null }));
      await db.accepts(insert('course_member', { course_role_id }));
      const alone = insert('course_member', { course_role_id, course_group_id: null });
      const student = update(
        'course_member',
        { id: idOf('course_member', 3) },
        { course_role_id: '_student' },
      );
      await db.refuses(refusal, alone, student);
    }
  });

  it('course_member_course_id_course_group_id_fkey: the group is of the same course', async () => {
    const refusal = missesParent('course_member_course_id_course_group_id_fkey');
    const member = { id: a.course_member };
    await db.refuses(refusal, insert('course_member', { course_group_id: b.course_group }));
    await db.refuses(refusal, update('course_member', member, { course_group_id: b.course_group }));
    await db.refuses(refusal, update('course_member', member, { course_id: b.course }));
    const moved = { course_id: b.course, course_group_id: b.course_group };
    await db.accepts(update('course_member', member, moved));
    await db.accepts(insert('course_member', { course_role_id: '_owner', course_group_id: null }));
  });

  describe('a group with members', () => {
    it('cannot be deleted before them', async () => {
      const deletion = remove('course_group', { id: idOf('course_group', 3) });
      const group = insert('course_group');
      const member = insert('course_member', { course_group_id: idOf('course_group', 3) });
      // Two keys forbid it, and either may be the one that speaks.
      await db.refuses(
        { sqlstate: db.restricted('').sqlstate, holds: 'course_member' },
        group,
        member,
        deletion,
      );
      await db.accepts(group, deletion);
      await db.accepts(group, member, remove('course_member', { id: idOf('course_member', 3) }), deletion);
    });

    it('cannot change its course', async () => {
      const move = update('course_group', { id: a.course_group }, { course_id: b.course });
      await db.refuses(db.restricted('course_member_course_id_course_group_id_fkey'), move);
      await db.accepts(
        insert('course_group'),
        update('course_group', { id: idOf('course_group', 3) }, { course_id: b.course }),
      );
    });
  });

  it('a person is in several courses, once in each', async () => {
    const user_id = guest(3);
    const elsewhere = { user_id, course_id: b.course, course_group_id: b.course_group };
    const key = { sqlstate: '23505', constraint: 'course_member_user_id_course_id_key' };
    await db.accepts(insert('course_member'), insertAnother('course_member', elsewhere));
    await db.refuses(key, insert('course_member'), insertAnother('course_member', { user_id }));
  });

  it('a person who leaves takes the membership along', async () => {
    await db.run(insert('course_member'));
    await db.run(remove('user', { id: guest(3) }));
    expect(await db.rows('select from course_member where id = $1', idOf('course_member', 3))).toEqual([]);
  });
});
