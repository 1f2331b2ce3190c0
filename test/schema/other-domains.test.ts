import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { everyServer, freshDatabase } from '../support/database.ts';

/** A table as it is agreed with its platform: each column's type, whether it may be null (`?`), its default. */
type Columns = Readonly<Record<string, string>>;

interface Expected {
  readonly name: string;
  readonly tables: Readonly<Record<string, Columns>>;
  /** `table (columns) → table, on delete …`. */
  readonly foreignKeys: readonly string[];
  /** `table (columns)`, unique ones but for the primary keys. */
  readonly uniques: readonly string[];
  /** `table (columns)`, with the method where it is not btree. */
  readonly indexes: readonly string[];
  /** How many checks each table has. */
  readonly checks: Readonly<Record<string, number>>;
}

const uuid = 'uuid = uuid_generate_v4()';
const now = 'timestamp with time zone = now()';
const time = 'timestamp with time zone';
const text = 'character varying(255)';
const people = { id: uuid, created_at: now, updated_at: `${time} ?` };
const numbered = { id: 'integer identity', created_at: now, updated_at: now };

const expected: readonly Expected[] = [
  {
    name: 'boardroom',
    tables: {
      users: {
        ...people,
        email: text,
        hashed_password: text,
        full_name: `${text} ?`,
        is_active: 'boolean = true',
        is_verified: 'boolean = false',
      },
      boardrooms: {
        ...people,
        name: text,
        description: 'text ?',
        owner_id: 'uuid',
        is_active: 'boolean = true',
        max_participants: 'integer ? = 10',
      },
      sessions: {
        ...people,
        boardroom_id: 'uuid',
        user_id: 'uuid',
        title: text,
        description: 'text ?',
        status: `character varying(50) = 'active'`,
        started_at: `${time} ?`,
        ended_at: `${time} ?`,
      },
      threads: {
        ...people,
        session_id: 'uuid',
        user_id: 'uuid',
        title: text,
        content: 'text ?',
        thread_type: `character varying(50) = 'discussion'`,
        status: `character varying(50) = 'active'`,
        priority: 'integer ? = 1',
      },
    },
    foreignKeys: [
      'boardrooms (owner_id) → users, on delete cascade',
      'sessions (boardroom_id) → boardrooms, on delete cascade',
      'sessions (user_id) → users, on delete cascade',
      'threads (session_id) → sessions, on delete cascade',
      'threads (user_id) → users, on delete cascade',
    ],
    uniques: ['users (email)'],
    indexes: [
      ...['boardrooms (created_at)', 'boardrooms (is_active)', 'boardrooms (owner_id)'],
      ...['sessions (boardroom_id)', 'sessions (started_at)', 'sessions (status)', 'sessions (user_id)'],
      ...['threads (created_at)', 'threads (session_id)', 'threads (status)', 'threads (thread_type)'],
      ...['threads (user_id)', 'users (created_at)', 'users (is_active)'],
    ],
    checks: { boardrooms: 2, sessions: 3, threads: 4, users: 2 },
  },
  {
    name: 'practice',
    tables: {
      tracks: {
        id: 'uuid',
        slug: text,
        subject: text,
        title: 'text',
        labels: `jsonb = '[]'`,
        modules: `jsonb = '[]'`,
        version: `${text} = 'v1'`,
        created_at: time,
      },
      sessions: {
        id: 'uuid',
        user_id: 'uuid',
        subject: text,
        mode: text,
        track_id: 'uuid ?',
        problem_id: `${text} ?`,
        status: `${text} = 'active'`,
        last_hint_level: 'integer = 0',
        started_at: time,
        updated_at: time,
      },
      submissions: {
        id: 'uuid',
        session_id: 'uuid',
        user_id: 'uuid',
        problem_id: text,
        subject: text,
        language: `${text} ?`,
        status: text,
        visible_passed: 'integer = 0',
        visible_total: 'integer = 0',
        hidden_passed: 'integer = 0',
        hidden_total: 'integer = 0',
        categories: `jsonb = '[]'`,
        exec_ms: 'integer = 0',
        payload_sha256: 'character varying(64) ?',
        created_at: time,
      },
    },
    foreignKeys: [
      'sessions (track_id) → tracks, on delete set null',
      'submissions (session_id) → sessions, on delete cascade',
    ],
    uniques: ['tracks (slug)'],
    indexes: [
      ...['sessions (mode)', 'sessions (subject)', 'sessions (track_id)', 'sessions (user_id)'],
      ...['sessions (user_id, subject)', 'submissions (problem_id)', 'submissions (session_id)'],
      ...['submissions (user_id)', 'submissions (user_id, problem_id)'],
      ...['tracks (labels) by gin', 'tracks (subject)'],
    ],
    checks: { sessions: 2, submissions: 2, tracks: 1 },
  },
  {
    name: 'procurement',
    tables: {
      organisations: { ...numbered, name: text, workspace_folder_id: `${text} ?` },
      users: {
        ...numbered,
        email: text,
        name: `${text} ?`,
        google_id: `${text} ?`,
        organisation_id: 'integer ?',
        is_active: 'boolean = true',
        last_login: `${time} ?`,
      },
      sessions: {
        ...numbered,
        user_id: 'integer',
        token: text,
        expires_at: time,
        last_activity: time,
      },
      porfs: {
        ...numbered,
        porf_no: 'character varying(50)',
        status: `character varying(20) = 'draft'`,
        total_value: 'numeric(10,2)',
        user_id: 'integer ?',
        organisation_id: 'integer ?',
      },
      porf_lines: {
        ...numbered,
        porf_id: 'integer',
        product_id: 'character varying(100)',
        product_name: text,
        quantity: 'integer',
        unit_price: 'numeric(10,2)',
        total_price: 'numeric(10,2)',
      },
    },
    foreignKeys: [
      'porf_lines (porf_id) → porfs, on delete cascade',
      'porfs (organisation_id) → organisations, on delete set null',
      'porfs (user_id) → users, on delete set null',
      'sessions (user_id) → users, on delete cascade',
      'users (organisation_id) → organisations, on delete set null',
    ],
    uniques: [
      ...[
        'organisations (name)',
        'porfs (porf_no)',
        'sessions (token)',
        'users (email)',
        'users (google_id)',
      ],
    ],
    indexes: ['porfs (organisation_id)', 'porfs (status)', 'porfs (user_id)', 'sessions (expires_at)'],
    checks: { porf_lines: 3, porfs: 1 },
  },
];

const cases = everyServer.flatMap(({ version }) => expected.map((one) => ({ ...one, version })));

describe.each(cases)('the tables of $name on PostgreSQL $version', ({ name, version, ...one }) => {
  let client: pg.Client;
  beforeAll(async () => {
    ({ client } = await freshDatabase({ version, template: name }));
  });

  /** The first column of a query. */
  const list = async (sql: string): Promise<string[]> =>
    (await client.query<{ found: string }>(sql)).rows.map(({ found }) => found);

  it('have their columns', async () => {
    const { rows } = await client.query<{ table: string; columns: Columns }>(`
      select relname as table, json_object_agg(attname, concat(
          format_type(atttypid, atttypmod),
          case when attidentity = 'd' then ' identity' end,
          case when not attnotnull then ' ?' end,
          ' = ' || regexp_replace(pg_get_expr(adbin, adrelid), '::[a-z ]+$', ''))) as columns
        from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
        left join pg_attrdef on adrelid = pg_class.oid and adnum = attnum
       where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'mikro_orm%' group by 1`);
    expect(Object.fromEntries(rows.map(({ table, columns }) => [table, columns]))).toEqual(one.tables);
  });

  it('have their keys, indexes and checks', async () => {
    const columns = `(select string_agg(attname, ', ' order by place)
      from unnest(%s) with ordinality as c (number, place) join pg_attribute on attnum = number and attrelid = %s)`;
    const of = (numbers: string, table: string) => columns.replace('%s', numbers).replace('%s', table);
    expect(
      await list(`select conrelid::regclass || ' (' || ${of('conkey', 'conrelid')} || ') → ' || confrelid::regclass
        || ', on delete ' || case confdeltype when 'c' then 'cascade' when 'n' then 'set null' else confdeltype::text end
        as found from pg_constraint where contype = 'f' and confupdtype = 'r' order by 1`),
    ).toEqual(one.foreignKeys);
    expect(
      await list(`select conrelid::regclass || ' (' || ${of('conkey', 'conrelid')} || ')' as found
        from pg_constraint where contype = 'u' and connamespace = 'public'::regnamespace order by 1`),
    ).toEqual(one.uniques);
    expect(
      await list(`select indrelid::regclass || ' (' || ${of('indkey::int2[]', 'indrelid')} || ')'
          || case amname when 'btree' then '' else ' by ' || amname end as found
        from pg_index join pg_class i on i.oid = indexrelid join pg_am on pg_am.oid = i.relam
       where not indisunique and i.relnamespace = 'public'::regnamespace order by 1`),
    ).toEqual(one.indexes);
    const { rows } = await client.query<{ table: string; count: number }>(`
      select conrelid::regclass::text as table, count(*)::int from pg_constraint
       where contype = 'c' and connamespace = 'public'::regnamespace group by 1`);
    expect(Object.fromEntries(rows.map(({ table, count }) => [table, count]))).toEqual(one.checks);
  });
});
