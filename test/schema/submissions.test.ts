import { describe, expect, it } from 'vitest';
import { a, b, idOf, insert } from './support/samples.ts';
import { breaksTrigger, onEachServer } from './support/schema.ts';
import { type Row, remove, update } from './support/statement.ts';
import type { Table } from './support/tables.ts';

const nowhere = (table: Table) => idOf(table, 999);

onEachServer((db) => {
  const stored = (table: Table, ...columns: readonly string[]) =>
    db.row(`select ${columns.join(', ')} from ${table} where id = $1`, idOf(table, 3));

  const change = (table: Table, set: Row) => update(table, { id: idOf(table, 3) }, set);

  describe.each([
    ['course_submission_group_submittable', 'course_submission_group'],
    ['result_submittable', 'result'],
  ] as const)('%s', (rule, table) => {
    it('refuses content of a unit or folder', async () => {
      const refusal = breaksTrigger(rule);
      await db.refuses(refusal, insert(table, { course_content_id: a.unit }));
      await db.refuses(refusal, insert(table), change(table, { course_content_id: a.unit }));
      const toFolder = { course_content_kind_id: 'folder' };
      const folder = update('course_content_type', { id: a.course_content_type }, toFolder);
      await db.refuses(refusal, folder, insert(table));
    });

    it('accepts content of an assignment or quiz, and of a kind that users add', async () => {
      await db.accepts(insert(table));
      await db.accepts(insert(table), change(table, { course_content_id: b.course_content }));
      await db.run(insert('course_content_kind', { submittable: true }));
      for (const course_content_kind_id of ['quiz', 'kind-3']) {
        const kind = update('course_content_type', { id: a.course_content_type }, { course_content_kind_id });
        await db.accepts(kind, insert(table));
      }
    });

    it('leaves content that does not exist to the foreign key', async () => {
      const lost = insert(table, { course_content_id: nowhere('course_content') });
      await db.refuses({ sqlstate: '23503', constraint: `${table}_course_content_id_fkey` }, lost);
    });
  });

  describe('course_submission_group.course_id', () => {
    it.each([
      ['missing', null],
      ['another one', b.course],
      ['one that does not exist', nowhere('course')],
    ])('is taken from the content on insert: %s', async (_, course_id) => {
      await db.run(insert('course_submission_group', { course_id }));
      expect(await stored('course_submission_group', 'course_id')).toEqual({ course_id: a.course });
    });

    it('is not touched by an update', async () => {
      await db.run(insert('course_submission_group'));
      await db.run(change('course_submission_group', { course_id: b.course }));
      expect(await stored('course_submission_group', 'course_id')).toEqual({ course_id: b.course });
    });
  });

  describe('course_submission_group_member', () => {
    const table = 'course_submission_group_member';
    const derived = { course_id: a.course, course_content_id: a.course_content };

    it.each([
      ['missing', { course_id: null, course_content_id: null }],
      ['others', { course_id: b.course, course_content_id: b.course_content }],
      [
        'such that do not exist',
        { course_id: nowhere('course'), course_content_id: nowhere('course_content') },
      ],
    ])('course_content_id is taken from the group, course_id from the member: %s', async (_, given) => {
      await db.run(insert(table, given));
      expect(await stored(table, 'course_id', 'course_content_id')).toEqual(derived);
    });

    it('each from its own source', async () => {
      await db.run(insert(table, { course_member_id: b.course_member }));
      expect(await stored(table, 'course_id', 'course_content_id')).toEqual({
        ...derived,
        course_id: b.course,
      });
    });

    it('both again on update', async () => {
      await db.run(insert(table));
      await db.run(change(table, { course_id: b.course, course_content_id: b.course_content }));
      expect(await stored(table, 'course_id', 'course_content_id')).toEqual(derived);
      const moved = {
        course_submission_group_id: b.course_submission_group,
        course_member_id: b.course_member,
      };
      await db.run(change(table, moved));
      const followed = { course_id: b.course, course_content_id: b.course_content };
      expect(await stored(table, 'course_id', 'course_content_id')).toEqual(followed);
    });

    it.each([
      ['course_submission_group_id', 'course_submission_group'],
      ['course_member_id', 'course_member'],
    ] as const)('they are kept where %s does not exist, so that its key speaks', async (column, parent) => {
      const refusal = { sqlstate: '23503', constraint: `${table}_${column}_fkey` };
      await db.refuses(refusal, insert(table, { [column]: nowhere(parent) }));
    });
  });

  describe('result.course_content_type_id', () => {
    const column = 'course_content_type_id';

    it.each([
      ['missing', null],
      ['another one', a.unit_type],
      ['one that does not exist', nowhere('course_content_type')],
    ])('is taken from the content: %s', async (_, given) => {
      await db.run(insert('result', { [column]: given }));
      expect(await stored('result', column)).toEqual({ [column]: a.course_content_type });
    });

    it('again on update', async () => {
      await db.run(insert('result'));
      await db.run(change('result', { [column]: a.unit_type }));
      expect(await stored('result', column)).toEqual({ [column]: a.course_content_type });
      await db.run(change('result', { course_content_id: b.course_content }));
      expect(await stored('result', column)).toEqual({ [column]: b.course_content_type });
    });

    it('is kept where the content does not exist, so that its key speaks', async () => {
      const refusal = { sqlstate: '23503', constraint: 'result_course_content_id_fkey' };
      await db.refuses(refusal, insert('result', { course_content_id: nowhere('course_content') }));
    });
  });

  describe('deleting what submissions hang on', () => {
    const member = insert('course_submission_group_member');

    it('a member in a submission group stays', async () => {
      const refusal = db.restricted('course_submission_group_member_course_member_id_fkey');
      const deletion = remove('course_member', { id: a.course_member });
      await db.refuses(refusal, member, deletion);
      await db.accepts(deletion);
    });

    it('a submission group takes its members along', async () => {
      await db.run(member);
      await db.run(remove('course_submission_group', { id: a.course_submission_group }));
      expect(await db.rows('select from course_submission_group_member')).toEqual([]);
    });

    it('a submission group leaves its results, without a group', async () => {
      await db.run(insert('result'));
      await db.run(remove('course_submission_group', { id: a.course_submission_group }));
      const left = { course_submission_group_id: null, course_member_id: a.course_member };
      expect(await stored('result', ...Object.keys(left))).toEqual(left);
    });

    it('a backend with results stays', async () => {
      const refusal = db.restricted('result_execution_backend_id_fkey');
      const own = { execution_backend_id: idOf('execution_backend', 3) };
      const deletion = remove('execution_backend', { id: own.execution_backend_id });
      await db.refuses(refusal, insert('execution_backend'), insert('result', own), deletion);
      await db.accepts(insert('execution_backend'), deletion);
    });
  });

  it('results of one member without a group do not collide', async () => {
    const alone = { course_submission_group_id: null };
    await db.accepts(
      insert('result', alone),
      insert('result', { ...alone, id: idOf('result', 4), test_system_id: 'x', version_identifier: 'y' }),
    );
  });
});
