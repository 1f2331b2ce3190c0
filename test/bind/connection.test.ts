import type pg from 'pg';
import { bind } from 'seedbed';
import { course } from 'seedbed/course';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { entityManagerOn } from '../../src/database/single-client.ts';
import { lint } from '../../src/lint.ts';
import { freshDatabase } from '../support/database.ts';

describe('factories bound to a plain connection', () => {
  let client: pg.Client;
  let run = 0;

  beforeAll(async () => {
    ({ client } = await freshDatabase({ template: 'course' }));
  });

  beforeEach(() => {
    run++;
  });

  const count = async (table: string): Promise<number> => {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    return rows[0]?.n ?? Number.NaN;
  };

  test('insert in a transaction of their own where there is none', async () => {
    const before = await count('course_member');
    const member = await bind(course, { client, run }).courseMember.create();
    expect(member.course.courseFamily.organization.path).toMatch(/^org/);
    expect(await count('course_member')).toBe(before + 1);
    expect(client.getTransactionStatus()).toBe('I');
  });

  test('insert in the transaction that is open, and go with its rollback', async () => {
    const before = await count('course_member');
    await client.query('begin');
    const f = bind(course, { client, run });
    const group = await f.courseGroup.create();
    await f.courseMember.createMany(3, { course: group.course, courseGroup: group });
    expect(await count('course_member')).toBe(before + 3);
    expect(client.getTransactionStatus()).toBe('T');
    await client.query('rollback');
    expect(await count('course_member')).toBe(before);
  });

  test('leave an open transaction usable when the database refuses a row', async () => {
    await client.query('begin');
    const f = bind(course, { client, run });
    const taken = await f.executionBackend.create();
    // Behind the binding's back, so that only the database knows.
    await client.query(`update execution_backend set slug = 'taken' where id = $1`, [taken.id]);
    await expect(f.executionBackend.create({ slug: 'taken' })).rejects.toMatchObject({
      code: 'load_refused',
      details: { refusal: { sqlState: '23505' } },
    });
    expect(client.getTransactionStatus()).toBe('T');
    expect(await count('execution_backend')).toBe(1);
    await client.query('rollback');
  });

  test('fail each time once it was lost in a transaction, and do not wait for it', async () => {
    const { client: other, url } = await freshDatabase({ template: 'course' });
    const lost = await connect(url);
    const em = entityManagerOn(course, lost);
    const { rows } = await lost.query<{ pid: number }>('select pg_backend_pid() as pid');
    const transaction = em.transactional(async (inner) => {
      await inner.execute('select 1');
      await other.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await inner.execute('select 2');
    });
    await expect(transaction).rejects.toThrow();
    await expect(em.fork().execute('select 3')).rejects.toThrow('not queryable');
    await expect(lint(course, { em })).rejects.toMatchObject({ code: 'connection_lost' });
  });

  test('read what is given by its key', async () => {
    const f = bind(course, { client, run });
    const given = await f.course.create();
    const member = await bind(course, { client, run, worker: 1 }).courseMember.create({ course: given.id });
    expect(member.course.title).toBe(given.title);
    expect(member.course.courseFamily.title).toBe(given.courseFamily.title);
  });

  test('put a setting back that they need', async () => {
    await client.query('begin');
    await client.query(`set local ctutor.preserve_timestamps = 'mine'`);
    await bind(course, { client, run }).user.create();
    const { rows } = await client.query(`select current_setting('ctutor.preserve_timestamps') as setting`);
    expect(rows).toEqual([{ setting: 'mine' }]);
    await client.query('rollback');
  });
});
