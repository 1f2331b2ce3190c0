import { describe, expect, it } from 'vitest';
import { a, b, idOf, insert, insertAnother } from './support/samples.ts';
import { missesParent, onEachServer } from './support/schema.ts';
import { type Row, remove, update } from './support/statement.ts';

const id = idOf('course_content', 3);
const typeId = idOf('course_content_type', 3);

onEachServer((db) => {
  describe('course_content.max_group_size', () => {
    const size = async () =>
      (
        await db.row<{ size: number | null }>(
          'select max_group_size as size from course_content where id = $1',
          id,
        )
      ).size;

    /** Content of a new type of this kind. */
    const content = async (kind: string, given: Row) => {
      await db.run(insert('course_content_type', { course_content_kind_id: kind }));
      await db.run(insert('course_content', { course_content_type_id: typeId, ...given }));
    };

    it.each([
      ['assignment', null, 1],
      ['assignment', -1, 1],
      ['assignment', 0, 1],
      ['assignment', 1, 1],
      ['assignment', 2, 2],
      ['quiz', null, 1],
      ['quiz', 0, 1],
      ['quiz', 3, 3],
      ['unit', null, null],
      ['unit', 0, null],
      ['unit', 2, null],
      ['folder', null, null],
      ['folder', 2, null],
    ])('%s given %s has %s', async (kind, given, expected) => {
      await content(kind, { max_group_size: given });
      expect(await size()).toBe(expected);
    });

    it.each([
      ['assignment', null, 1],
      ['assignment', 0, 1],
      ['assignment', 4, 4],
      ['unit', 4, null],
    ])('%s updated to %s has %s', async (kind, given, expected) => {
      await content(kind, { max_group_size: 3 });
      await db.run(update('course_content', { id }, { max_group_size: given }));
      expect(await size()).toBe(expected);
    });

    it('is the one given for a kind that users add', async () => {
      await db.run(insert('course_content_kind', { submittable: true }));
      await content('kind-3', { max_group_size: 5 });
      expect(await size()).toBe(5);
    });

    it('follows the type', async () => {
      await db.run(insert('course_content', { max_group_size: 3 }));
      await db.run(update('course_content', { id }, { course_content_type_id: a.unit_type }));
      expect(await size()).toBeNull();
      await db.run(update('course_content', { id }, { course_content_type_id: a.course_content_type }));
      expect(await size()).toBe(1);
    });

    it('is untouched by an unrelated update', async () => {
      await db.run(insert('course_content', { max_group_size: 3 }));
      await db.run(update('course_content', { id }, { title: 'Loops' }));
      expect(await size()).toBe(3);
    });

    it('is kept where the type does not exist, so that its key speaks', async () => {
      const lost = insert('course_content', { course_content_type_id: idOf('course_content_type', 999) });
      await db.refuses({ sqlstate: '23503', holds: 'course_content_type' }, lost);
    });
  });

  it('course_content_course_id_course_content_type_id_fkey: the type is of the same course', async () => {
    const refusal = missesParent('course_content_course_id_course_content_type_id_fkey');
    const foreign = { course_content_type_id: b.course_content_type };
    await db.refuses(refusal, insert('course_content', foreign));
    await db.refuses(refusal, update('course_content', { id: a.course_content }, foreign));
    await db.refuses(refusal, update('course_content', { id: a.course_content }, { course_id: b.course }));
    await db.accepts(insert('course_content', { ...foreign, course_id: b.course }));
  });

  it('a type that content has cannot be deleted before it', async () => {
    const [type, deletion] = [insert('course_content_type'), remove('course_content_type', { id: typeId })];
    const content = insert('course_content', { course_content_type_id: typeId });
    // Two keys forbid it, and either may be the one that speaks.
    await db.refuses(
      { sqlstate: db.restricted('').sqlstate, holds: 'course_content' },
      type,
      content,
      deletion,
    );
    await db.accepts(type, deletion);
    await db.accepts(type, content, remove('course_content', { id }), deletion);
  });

  it('a type that content has cannot change its course', async () => {
    const move = update('course_content_type', { id: a.course_content_type }, { course_id: b.course });
    await db.refuses(db.restricted('course_content_course_id_course_content_type_id_fkey'), move);
  });

  it('two contents of a course have two paths', async () => {
    const key = { sqlstate: '23505', constraint: 'course_content_course_id_path_key' };
    await db.refuses(key, insert('course_content'), insertAnother('course_content', { path: 'content3' }));
    await db.accepts(insert('course_content'), insertAnother('course_content', { path: 'content3.a' }));
  });

  it('a path needs no parent in the database', async () => {
    await db.accepts(insert('course_content', { path: 'nowhere.at.all' }));
  });

  it('position is a number with a fraction', async () => {
    await db.run(insert('course_content', { position: 1.5 }));
    expect(await db.row('select position from course_content where id = $1', id)).toEqual({ position: 1.5 });
  });
});
