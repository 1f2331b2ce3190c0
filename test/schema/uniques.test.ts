import { describe, expect, it } from 'vitest';
import { a, b, idOf, insert, insertAnother } from './support/samples.ts';
import { breaksUnique, onEachServer } from './support/schema.ts';
import { update } from './support/statement.ts';
import { archived, overlapping, uniques } from './support/unique-keys.ts';

onEachServer((db) => {
  it('there are these unique keys and no others', async () => {
    const found = await db.rows(
      `select relname as name, indrelid::regclass::text as table,
              (select string_agg(attname, ', ' order by place) from pg_attribute, unnest(indkey) with ordinality keys(num, place)
                where attrelid = indrelid and attnum = num) as columns,
              pg_get_expr(indpred, indrelid) as where
         from pg_index join pg_class on pg_class.oid = indexrelid
        where relnamespace = 'public'::regnamespace and indisunique and not indisprimary`,
    );
    const expected = [...uniques, ...overlapping].map(({ name, table, columns, where }) => ({
      name,
      table: table === 'user' ? '"user"' : table,
      columns,
      where: where ? `(${where})` : null,
    }));
    expect(new Set(found)).toEqual(new Set(expected));
  });

  describe.each(uniques)('$name', ({ name, table, same, apart = {}, neighbours }) => {
    it('refuses a second row that is the same', async () => {
      await db.refuses(breaksUnique(name), insert(table, same), insertAnother(table, { ...same, ...apart }));
    });

    it.each(neighbours.map((neighbour) => [JSON.stringify(neighbour), neighbour] as const))(
      'accepts %s',
      async (_, neighbour) => {
        await db.accepts(insert(table, same), insertAnother(table, { ...same, ...apart, ...neighbour }));
      },
    );

    it('refuses an update that makes two rows the same', async () => {
      const [neighbour] = neighbours;
      const second = insertAnother(table, { ...same, ...apart, ...neighbour });
      const id = idOf(table, 4);
      const back = Object.fromEntries(
        Object.keys(neighbour ?? {}).map((column) => [column, { ...same, ...apart }[column] ?? null]),
      );
      await db.refuses(breaksUnique(name), insert(table, same), second, update(table, { id }, back));
    });
  });

  it.each(['user_username_key', 'user_email_key', 'user_number_key'])(
    '%s: an archived person whose name was taken cannot return',
    async (name) => {
      const same = uniques.find((unique) => unique.name === name)?.same ?? {};
      const id = idOf('user', 4);
      const setup = [insert('user', same), insertAnother('user', { ...same, ...archived })];
      await db.refuses(breaksUnique(name), ...setup, update('user', { id }, { archived_at: null }));
      const gone = update('user', { id: idOf('user', 3) }, archived);
      await db.accepts(...setup, gone, update('user', { id }, { archived_at: null }));
    },
  );

  it('organization_user_id_idx', async () => {
    // Two organizations of one user have one path, so that its key would speak as well.
    await db.client.query(
      'alter table organization drop constraint organization_organization_type_path_key cascade',
    );
    const ofUser = { organization_type: 'user', title: null, user_id: a.user };
    const first = insert('organization', ofUser);
    await db.refuses(breaksUnique('organization_user_id_idx'), first, insertAnother('organization', ofUser));
    await db.accepts(first, insertAnother('organization', { ...ofUser, user_id: b.user }));
    await db.accepts(insert('organization'), insertAnother('organization'));
  });

  it.each([
    ['course_group_course_id_id_key', 'course_group'],
    ['course_content_type_id_course_id_key', 'course_content_type'],
  ] as const)('%s', async (name, table) => {
    // The primary key forbids the same id as well.
    await db.client.query(`alter table ${table} drop constraint ${table}_pkey cascade`);
    const id = idOf(table, 3);
    await db.refuses(breaksUnique(name), insert(table), insertAnother(table, { id }));
    await db.accepts(insert(table), insertAnother(table, { id, course_id: b.course }));
  });

  it('course_submission_group_membe_course_submission_group_id_co_key', async () => {
    const name = 'course_submission_group_membe_course_submission_group_id_co_key';
    const first = insert('course_submission_group_member');
    // Another content meanwhile, so that (member, content) differs.
    const group = { id: a.course_submission_group };
    const other = insert('course_content');
    const moved = update('course_submission_group', group, { course_content_id: idOf('course_content', 3) });
    await db.refuses(
      breaksUnique(name),
      first,
      other,
      moved,
      insertAnother('course_submission_group_member'),
    );
    const mate = insertAnother('course_submission_group_member', { course_member_id: a.mate });
    await db.accepts(first, mate);
  });

  it('course_submission_group_membe_course_member_id_course_conte_key', async () => {
    const name = 'course_submission_group_membe_course_member_id_course_conte_key';
    const first = insert('course_submission_group_member');
    const elsewhere = { course_submission_group_id: idOf('course_submission_group', 3) };
    const second = insertAnother('course_submission_group_member', elsewhere);
    await db.refuses(breaksUnique(name), first, insert('course_submission_group'), second);
    const otherTask = { course_content_id: idOf('course_content', 3) };
    const group = insert('course_submission_group', otherTask);
    await db.accepts(first, insert('course_content'), group, second);
  });
});
