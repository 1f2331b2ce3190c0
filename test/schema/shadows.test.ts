import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../src/database/migrate.ts';
import { migrationScript } from '../../src/database/migration-script.ts';
import { domains } from '../../src/domains.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { a, insert, worlds } from './support/samples.ts';
import { castShadows, caught, madeWithShadows } from './support/shadows.ts';
import { insertRow, type Statement, sql, update } from './support/statement.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const now = '2026-03-04T05:06:07Z';
const session = { title: 'Budget', status: 'active' };

/** For each domain a row in every table, and changes that make every trigger run. */
const work: Readonly<Record<string, readonly Statement[]>> = {
  course: [
    ...worlds(),
    insert('profile'),
    insert('student_profile'),
    insert('account'),
    insert('session'),
    insert('role_claim'),
    insert('user_role'),
    insert('group_claim'),
    insert('user_group'),
    insert('course_execution_backend'),
    insert('course_submission_group_member'),
    insert('result'),
    insert('codeability_message_read'),
    insertRow('user', { id: id(1), user_type: 'token', auth_token: 'secret', token_expiration: now }),
    insertRow('organization', {
      id: id(2),
      organization_type: 'organization',
      title: 'Below',
      path: 'org1.below',
    }),
    update('user', { id: id(1) }, { auth_token: 'another', given_name: 'Ada' }),
    update('organization', { id: a.organization }, { path: 'moved' }),
    update('organization', { id: a.organization }, { archived_at: now }),
    update('group', { id: a.group }, { title: 'Readers' }),
    update('course_content', { id: a.course_content }, { max_group_size: 3 }),
  ],
  boardroom: [
    insertRow('users', { id: id(1), email: 'ada@example.org', hashed_password: 'x', full_name: 'Ada' }),
    insertRow('boardrooms', { id: id(2), name: 'Budget', owner_id: id(1) }),
    insertRow('sessions', { ...session, id: id(3), boardroom_id: id(2), user_id: id(1) }),
    insertRow('threads', { session_id: id(3), user_id: id(1), title: 'Costs' }),
    sql(`update users set full_name = 'Ada L.'`),
  ],
  practice: [
    insertRow('tracks', { id: id(1), slug: 'graphs', subject: 'coding', title: 'Graphs', created_at: now }),
    insertRow('sessions', {
      id: id(2),
      user_id: id(3),
      subject: 'coding',
      mode: 'mock',
      started_at: now,
      updated_at: now,
    }),
    insertRow('submissions', {
      id: id(4),
      session_id: id(2),
      user_id: id(3),
      problem_id: 'p',
      subject: 'coding',
      status: 'passed',
      created_at: now,
    }),
  ],
  procurement: [
    insertRow('organisations', { name: 'Office' }),
    insertRow('users', { email: 'ada@example.org' }),
    insertRow('sessions', { user_id: 1, token: 't', expires_at: now, last_activity: now }),
    insertRow('porfs', { porf_no: 'P-1', total_value: '2.00' }),
    insertRow('porf_lines', {
      porf_id: 1,
      product_id: 'p',
      product_name: 'Pen',
      quantity: 2,
      unit_price: '1.00',
      total_price: '2.00',
    }),
    sql(`update porfs set status = 'pending'`),
  ],
};

/** A database where a role may create what it likes in `public`. */
async function attacked(version: 15 | 18): Promise<{ url: string; client: pg.Client; role: string }> {
  const { url, client } = await freshDatabase({ version });
  const role = `hostile_${randomBytes(6).toString('hex')}`;
  await client.query(`create role ${role}; grant create on schema public to ${role}`);
  onTestFinished(async () => void (await client.query(`drop owned by ${role}; drop role ${role}`)));
  return { url, client, role };
}

describe.each(everyServer)(
  'a role that may create things in public, on PostgreSQL $version',
  ({ version }) => {
    it.each(domains)('is never called by the migrations and tables of $name', async (domain) => {
      const { url, client, role } = await attacked(version);
      const script = await migrationScript(domain);
      expect(await castShadows(client, role, script)).toBeGreaterThan(400);
      await expect(client.query(`select 'a'::varchar = 'b'::varchar`)).rejects.toThrow(caught);

      await migrations(domain, url).up();
      if (domain.extensions.includes('ltree')) await castShadows(client, role, script, ['public.ltree']);
      for (const { text, values } of work[domain.name] ?? []) await client.query(text, values);
      expect(await madeWithShadows(client, role)).toEqual([]);
      const { rows } = await client.query(
        `select relname from pg_catalog.pg_class c where relkind operator(pg_catalog.=) 'r'::"char"
          and relnamespace operator(pg_catalog.=) 'public'::regnamespace and relname::text operator(pg_catalog.<>) 'mikro_orm_migrations'
          and pg_catalog.pg_table_size(c.oid) operator(pg_catalog.=) 0::bigint`,
      );
      expect(rows).toEqual([]);
      await migrations(domain, url).down({ to: 0 });
    });
  },
);
