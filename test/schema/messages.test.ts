import { expect, it } from 'vitest';
import { a, b, guest, idOf, insert, insertAnother } from './support/samples.ts';
import { notInEnum, onEachServer } from './support/schema.ts';
import { remove } from './support/statement.ts';

onEachServer((db) => {
  it('a message names any of its targets, or none', async () => {
    const targets = {
      course_id: a.course,
      course_group_id: a.course_group,
      course_member_id: a.course_member,
      course_content_id: a.course_content,
    };
    const none = Object.fromEntries(Object.keys(targets).map((column) => [column, null]));
    await db.accepts(insert('codeability_message', targets));
    await db.accepts(insert('codeability_message', none));
    for (const [column, target] of Object.entries(targets)) {
      await db.accepts(insert('codeability_message', { ...none, [column]: target }));
    }
  });

  it('type', async () => {
    await db.refuses(notInEnum, insert('codeability_message', { type: 'mail' }));
    await db.accepts(insert('codeability_message', { type: 'message' }));
  });

  it('a message is read once by each', async () => {
    const key = { sqlstate: '23505', constraint: 'codeability_message_read_pkey' };
    const read = insert('codeability_message_read');
    await db.refuses(key, read, read);
    await db.accepts(read, insert('codeability_message_read', { user_id: b.user }));
    await db.accepts(read, insert('codeability_message_read', { message_id: b.codeability_message }));
  });

  it('a message goes with its sender, and takes its read marks along', async () => {
    const sender = guest(3);
    const message_id = idOf('codeability_message', 3);
    await db.run(insert('codeability_message', { sender }));
    await db.run(insert('codeability_message_read', { message_id }));
    await db.run(insertAnother('codeability_message_read'));
    await db.run(remove('user', { id: sender }));
    const left = await db.rows('select message_id from codeability_message_read');
    expect(left).toEqual([{ message_id: a.codeability_message }]);
  });
});
