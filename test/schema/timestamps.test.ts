import { describe, expect, it } from 'vitest';
import { a, insert, sample } from './support/samples.ts';
import { onEachServer, type Schema } from './support/schema.ts';
import { type Row, sql, update } from './support/statement.ts';
import { hasColumn, primaryKey, type Table, tableNames } from './support/tables.ts';

const onInsertAndUpdate: readonly Table[] = [
  'user',
  'profile',
  'student_profile',
  'account',
  'session',
  'role_claim',
  'user_role',
  'group',
  'group_claim',
  'user_group',
  'organization',
];

const onUpdate: readonly Table[] = [
  'course_family',
  'course',
  'execution_backend',
  'course_execution_backend',
  'course_group',
  'course_member',
  'course_content_type',
  'course_content',
  'course_submission_group',
  'course_submission_group_member',
  'result',
];

const never: readonly Table[] = ['codeability_message'];

const past = { created_at: '2001-01-01T00:00:00+00', updated_at: '2002-01-01T00:00:00+00' };
const other = { created_at: '2003-01-01T00:00:00+00', updated_at: '2004-01-01T00:00:00+00' };

const preserve = (value: string) => sql(`set local ctutor.preserve_timestamps = '${value}'`);

/** Each of the two as a year, or `now` where it is the transaction's time. */
async function stampsOf(db: Schema, table: Table): Promise<Row> {
  const row = sample(table, 3, a);
  const key = primaryKey(table);
  const tests = key.map((column, index) => `"${column}"::text = $${index + 1}`).join(' and ');
  const shown = (column: string) =>
    `case when ${column} = now() then 'now' else to_char(${column} at time zone 'UTC', 'YYYY') end as ${column}`;
  return db.row(
    `select ${shown('created_at')}, ${shown('updated_at')} from "${table}" where ${tests}`,
    ...key.map((column) => row[column]),
  );
}

function change(table: Table, set: Row) {
  const row = sample(table, 3, a);
  return update(table, Object.fromEntries(primaryKey(table).map((column) => [column, row[column]])), set);
}

onEachServer((db) => {
  it('the three lists below name every table that has timestamps', () => {
    const listed = [...onInsertAndUpdate, ...onUpdate, ...never];
    expect(listed.sort()).toEqual(tableNames.filter((table) => hasColumn(table, 'updated_at')).sort());
  });

  describe.each(onInsertAndUpdate)('%s: on insert and update', (table) => {
    it('insert sets both to now', async () => {
      await db.run(insert(table, past));
      expect(await stampsOf(db, table)).toEqual({ created_at: 'now', updated_at: 'now' });
    });
  });

  describe.each([...onUpdate, ...never])('%s: not on insert', (table) => {
    it('insert keeps both', async () => {
      await db.run(insert(table, past));
      expect(await stampsOf(db, table)).toEqual({ created_at: '2001', updated_at: '2002' });
    });
  });

  describe.each([...onInsertAndUpdate, ...onUpdate])('%s: on update', (table) => {
    it('update keeps created_at and sets updated_at to now', async () => {
      await db.client.query(preserve('on').text);
      await db.run(insert(table, past));
      await db.client.query(preserve('off').text);
      await db.run(change(table, { version: 1 }));
      expect(await stampsOf(db, table)).toEqual({ created_at: '2001', updated_at: 'now' });
      await db.run(change(table, other));
      expect(await stampsOf(db, table)).toEqual({ created_at: '2001', updated_at: 'now' });
    });

    it('ctutor.preserve_timestamps = on keeps what is given', async () => {
      await db.client.query(preserve('on').text);
      await db.run(insert(table, past));
      expect(await stampsOf(db, table)).toEqual({ created_at: '2001', updated_at: '2002' });
      await db.run(change(table, { version: 1 }));
      expect(await stampsOf(db, table)).toEqual({ created_at: '2001', updated_at: '2002' });
      await db.run(change(table, other));
      expect(await stampsOf(db, table)).toEqual({ created_at: '2003', updated_at: '2004' });
    });
  });

  it.each(never)('%s: update keeps both', async (table) => {
    await db.run(insert(table, past));
    await db.run(change(table, { version: 1 }));
    expect(await stampsOf(db, table)).toEqual({ created_at: '2001', updated_at: '2002' });
    await db.run(change(table, other));
    expect(await stampsOf(db, table)).toEqual({ created_at: '2003', updated_at: '2004' });
  });

  it.each(['off', '', 'true', 'ON', 'on '])(
    'ctutor.preserve_timestamps = %j keeps nothing',
    async (value) => {
      await db.client.query(preserve(value).text);
      await db.run(insert('user', past));
      expect(await stampsOf(db, 'user')).toEqual({ created_at: 'now', updated_at: 'now' });
    },
  );

  it('ctutor.preserve_timestamps ends with its transaction', async () => {
    const { version } = db;
    await db.client.query(preserve('on').text);
    await db.client.query('rollback; begin');
    await db.run(insert('user', past));
    expect({ version, ...(await stampsOf(db, 'user')) }).toEqual({
      version,
      created_at: 'now',
      updated_at: 'now',
    });
  });
});
