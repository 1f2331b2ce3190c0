import { describe, expect, it } from 'vitest';
import { foreignKeys } from './support/keys.ts';
import { a, idOf, insert, insertAnother, sample } from './support/samples.ts';
import { breaksUnique, missesValue, notInEnum, onEachServer, tooLong } from './support/schema.ts';
import { insertRow, type Row, type Statement, sql } from './support/statement.ts';
import {
  auditTables,
  type Column,
  hasColumn,
  primaryKey,
  type Table,
  tableNames,
  tables,
} from './support/tables.ts';

/** A parent that does not exist, for the columns that a trigger would otherwise fill in from it. */
const nowhere = idOf('user', 999);
const withoutSource: Record<string, Row> = {
  'course.organization_id': { course_family_id: nowhere },
  'course_submission_group.course_id': { course_content_id: nowhere },
  'course_submission_group_member.course_id': { course_member_id: nowhere },
  'course_submission_group_member.course_content_id': { course_submission_group_id: nowhere },
  'result.course_content_type_id': { course_content_id: nowhere },
};

/** Values that satisfy the checks between columns, for enum labels that bring a condition with them. */
const beside: Record<string, Row> = {
  'user.user_type token': { auth_token: 'secret', token_expiration: '2030-01-01' },
  'organization.organization_type user': { user_id: a.user, title: null },
};

const enums: Record<string, readonly string[]> = {
  user_type: ['user', 'db', 'token'],
  organization_type: ['user', 'community', 'organization'],
  ctutor_group_type: ['fixed', 'dynamic'],
  codeability_message_type: ['note', 'message'],
  ctutor_color: [
    ...['red', 'orange', 'amber', 'yellow', 'lime', 'green', 'emerald', 'teal', 'cyan', 'sky'],
    ...['blue', 'indigo', 'violet', 'purple', 'fuchsia', 'pink', 'rose'],
  ],
};

/** Defaults that are one value, as text. */
const constants: Partial<Record<Table, Record<string, string>>> = {
  user: { user_type: 'user' },
  role: { builtin: 'false' },
  user_role: { transient: 'false' },
  user_group: { transient: 'false' },
  group: { type: 'fixed' },
  course_submission_group: { max_group_size: '1' },
};

/** Defaults that PostgreSQL computes, and the condition that their values meet. */
const computed: Record<string, string> = {
  created_at: 'created_at = now()',
  updated_at: 'updated_at = now()',
  read_at: 'read_at = now()',
  fs_number: "fs_number = currval('user_unique_fs_number_seq')",
};

function defaultsOf(table: Table): Record<string, string> {
  return { ...(hasColumn(table, 'version') ? { version: '0' } : {}), ...constants[table] };
}

function conditionsOf(table: Table): [string, string][] {
  const id: [string, string][] = auditTables.includes(table) ? [['id', "id::text ~ '^.{14}4.{21}$'"]] : [];
  return [...id, ...Object.entries(computed).filter(([column]) => hasColumn(table, column))];
}

/** The third sample without some columns, so that their defaults speak. */
function insertWithout(table: Table, ...columns: readonly string[]): Statement {
  const row = Object.entries(sample(table, 3, a)).filter(([column]) => !columns.includes(column));
  return insertRow(table, Object.fromEntries(row));
}

const preserve = sql("set local ctutor.preserve_timestamps = 'on'");

function columnsOf(table: Table, wanted: (column: Column) => boolean): readonly Column[] {
  return tables[table].filter(wanted);
}

function lengthOf(column: Column): number | undefined {
  const digits = /^character varying\((\d+)\)$/.exec(column.type)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Columns that a foreign key binds, and role ids, which are to stay within 50 characters. */
function isBound(table: Table, column: string): boolean {
  return table === 'role'
    ? column === 'id'
    : foreignKeys.some((key) => key.table === table && key.columns.includes(column));
}

onEachServer((db) => {
  describe.each(tableNames)('%s', (table) => {
    it('has its columns', async () => {
      const found = await db.rows(
        `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
           from pg_attribute
          where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        `public."${table}"`,
      );
      expect(new Set(found)).toEqual(new Set(tables[table]));
    });

    it('accepts its smallest row', async () => {
      await db.accepts(insert(table));
    });

    it.each(columnsOf(table, (column) => !column.nullable).map(({ name }) => name))(
      '%s not null',
      async (column) => {
        await db.run(preserve);
        const given = { ...withoutSource[`${table}.${column}`], [column]: null };
        await db.refuses(missesValue(column), insert(table, given));
      },
    );

    it.each(columnsOf(table, (column) => lengthOf(column) !== undefined))('$name $type', async (column) => {
      const length = lengthOf(column) ?? 0;
      await db.refuses(tooLong, insert(table, { [column.name]: 'a'.repeat(length + 1) }));
      if (!isBound(table, column.name))
        await db.accepts(insert(table, { [column.name]: 'a'.repeat(length) }));
    });

    for (const { name, type } of columnsOf(table, (column) => column.type in enums)) {
      it(`${name} is one of ${type}`, async () => {
        await db.refuses(notInEnum, insert(table, { [name]: 'other' }));
        for (const label of enums[type] ?? []) {
          await db.accepts(insert(table, { [name]: label, ...beside[`${table}.${name} ${label}`] }));
        }
      });
    }

    it.each(Object.entries(defaultsOf(table)))('%s defaults to %s', async (column, value) => {
      const { text, values } = insertWithout(table, column);
      expect(await db.row(`${text} returning "${column}"::text as value`, ...values)).toEqual({ value });
    });

    it.each(conditionsOf(table))('%s has a default: %s', async (column, condition) => {
      const { text, values } = insertWithout(table, column);
      expect(await db.row(`${text} returning ${condition} as met`, ...values)).toEqual({ met: true });
    });

    it('no other column has a default', async () => {
      const found = await db.rows<{ name: string }>(
        `select attname as name from pg_attribute
          where attrelid = $1::regclass and atthasdef and attgenerated = '' order by attname`,
        `public."${table}"`,
      );
      const expected = [...Object.keys(defaultsOf(table)), ...conditionsOf(table).map(([column]) => column)];
      expect(found.map(({ name }) => name)).toEqual(expected.sort());
    });

    it(`its key is (${primaryKey(table).join(', ')})`, async () => {
      const { key } = await db.row<{ key: string }>(
        `select pg_get_constraintdef(oid) as key from pg_constraint where conrelid = $1::regclass and contype = 'p'`,
        `public."${table}"`,
      );
      expect(key).toBe(`PRIMARY KEY (${primaryKey(table).join(', ')})`);
      const given = Object.fromEntries(
        primaryKey(table).map((column) => [column, sample(table, 3, a)[column]]),
      );
      await db.refuses(breaksUnique(`${table}_pkey`), insert(table, given), insertAnother(table, given));
    });
  });
});
