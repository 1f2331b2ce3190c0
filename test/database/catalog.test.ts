import { describe, expect, it } from 'vitest';
import {
  type Catalog,
  compareCatalogs,
  describeDifference,
  fingerprint,
  readCatalog,
} from '../../src/database/catalog.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { everyServer, freshDatabase } from '../support/database.ts';

const difference = (expected: Record<string, string>, found: Record<string, string>): readonly string[] =>
  compareCatalogs(catalog(expected), catalog(found)).map(describeDifference);

const catalog = (objects: Record<string, string>): Catalog => new Map(Object.entries(objects));

describe('a difference of two catalogues', () => {
  it('is a line an object, sorted by name', () => {
    expect(
      difference(
        { 'index a on t': 'CREATE INDEX a', 'column t.c': 'text', 'column t.d': 'int' },
        { 'column t.d': 'bigint', 'trigger x on t': 'CREATE TRIGGER x', 'column t.c': 'text' },
      ),
    ).toEqual([
      '~ column t.d differs: expected int, found bigint',
      '- index a on t is missing: CREATE INDEX a',
      '+ trigger x on t is not in the schema: CREATE TRIGGER x',
    ]);
  });

  it('says of a table that is missing no more than that', () => {
    const parts = {
      'column t.c': 'text',
      'constraint c on t': 'CHECK (true)',
      'constraint triggers of t': 'enabled O',
      'index a on t': 'CREATE INDEX a',
      'inheritance of t from slugged': '',
      'trigger x on t': 'CREATE TRIGGER x',
    };
    expect(difference({ 'table t': 'kind r', ...parts, 'column tt.c': 'text' }, {})).toEqual([
      '- column tt.c is missing: text',
      '- table t is missing: kind r',
    ]);
  });

  it('shows of long definitions the first line that differs', () => {
    expect(
      difference({ 'function f()': 'begin\n  a;\nend' }, { 'function f()': 'begin\n  b;\nend' }),
    ).toEqual(['~ function f() differs: expected a;, found b;']);
    expect(difference({ 'function f()': 'begin' }, { 'function f()': 'begin\nend' })).toEqual([
      '~ function f() differs: expected nothing, found end',
    ]);
  });

  it('leaves out functions, types and sequences of others, but no overload of an own function', () => {
    expect(
      difference(
        { 'function slug(text)': 'one', 'type color': 'red' },
        {
          'function slug(text)': 'one',
          'type color': 'red',
          'function slugs()': 'two',
          'type mood': 'sad',
          'sequence s': 'from 1',
          'function slug(text, integer)': 'three',
        },
      ),
    ).toEqual(['+ function slug(text, integer) is not in the schema: three']);
  });
});

describe.each(everyServer)('the catalogue on PostgreSQL $version', ({ version }) => {
  it('is the same under another search path, which stays as it was', async () => {
    const { client } = await freshDatabase({ version, template: 'course' });
    const before = fingerprint(await readCatalog(client, courseSchema));
    await client.query(`set search_path to pg_catalog`);
    expect(fingerprint(await readCatalog(client, courseSchema))).toBe(before);
    expect((await client.query('show search_path')).rows).toEqual([{ search_path: 'pg_catalog' }]);
  });

  it('does not know the order of columns, and knows everything else about a table', async () => {
    const { client } = await freshDatabase({ version, template: 'course' });
    const read = () => readCatalog(client, courseSchema);
    const before = await read();
    const changes: Record<string, string> = {
      'alter table session alter session_id set storage external': '',
      'alter table session drop logout_time, add logout_time timestamptz': '',
      'alter table session alter logout_time set default now()': 'column session.logout_time',
      'alter table session alter session_id type varchar(1024) collate "C"': 'column session.session_id',
      'alter table session enable row level security': 'table session',
      'create policy own on session using (true)': 'policy own on session',
      'create rule silent as on delete to session do instead nothing': 'rule silent on session',
      'alter table session set (fillfactor = 50)': 'table session',
      'alter table session set unlogged': 'table session',
      'alter table session cluster on session_user_id_idx': 'index session_user_id_idx on session',
      'alter table session disable trigger all': 'constraint triggers of session',
      'alter sequence user_unique_fs_number_seq increment 2': 'sequence user_unique_fs_number_seq',
      'alter extension citext set schema interfaces': 'extension citext',
    };
    for (const [sql, object] of Object.entries(changes)) {
      await client.query(`begin; ${sql}`);
      const objects = compareCatalogs(before, await read()).map((found) => found.object);
      await client.query('rollback');
      if (object === '') expect(objects, sql).toEqual([]);
      else expect(objects, sql).toContain(object);
    }
  });
});
