import { describe, expect, it } from 'vitest';
import { a, insert } from './support/samples.ts';
import { onEachServer } from './support/schema.ts';
import { update } from './support/statement.ts';
import { type Table, tableNames, tables } from './support/tables.ts';

/** The interface tables, and the columns by which a table is one. */
const interfaces: Record<string, readonly string[]> = {
  string_id: ['id character varying(255)'],
  resource: [
    'id uuid',
    'version bigint',
    'created_at timestamp with time zone',
    'updated_at timestamp with time zone',
    'created_by uuid',
    'updated_by uuid',
    'properties jsonb',
  ],
  archivable: ['archived_at timestamp with time zone'],
  title_description: ['title character varying(255)', 'description character varying(4096)'],
  slugged: [
    'title character varying(255)',
    'description character varying(4096)',
    'slug character varying(255)',
  ],
  number: ['number character varying(255)'],
  contact: [
    'email character varying(320)',
    'telephone character varying(255)',
    'fax_number character varying(255)',
    'url character varying(2048)',
  ],
  avatar: ['avatar_color integer', 'avatar_image character varying(2048)'],
  address: [
    'street_address character varying(1024)',
    'postal_code character varying(255)',
    'locality character varying(255)',
    'region character varying(255)',
    'country character varying(255)',
  ],
};

function implementers(columns: readonly string[]): readonly Table[] {
  return tableNames.filter((table) => {
    const own = new Set(tables[table].map(({ name, type }) => `${name} ${type}`));
    return columns.every((column) => own.has(column));
  });
}

onEachServer((db) => {
  it('the schema interfaces has these tables and no others', async () => {
    const found = await db.rows<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'interfaces'::regnamespace and relkind in ('r', 'p', 'v')`,
    );
    expect(found.map(({ name }) => name).sort()).toEqual(Object.keys(interfaces).sort());
  });

  describe.each(Object.entries(interfaces))('interfaces.%s', (name, columns) => {
    it('has its columns', async () => {
      const found = await db.rows<{ column: string }>(
        `select attname || ' ' || format_type(atttypid, atttypmod) as column from pg_attribute
          where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        `interfaces.${name}`,
      );
      expect(found.map(({ column }) => column).sort()).toEqual([...columns].sort());
    });

    it('holds no row of its own', async () => {
      expect(await db.rows(`select from only interfaces.${name}`)).toHaveLength(0);
    });

    it('is inherited by every table that has these columns, and by no other', async () => {
      const found = await db.rows<{ table: string }>(
        `with recursive below as (
           select inhrelid from pg_inherits where inhparent = $1::regclass
           union select pg_inherits.inhrelid from pg_inherits join below on inhparent = below.inhrelid
         )
         select relname as table from pg_class where oid in (select inhrelid from below) and relnamespace = 'public'::regnamespace`,
        `interfaces.${name}`,
      );
      expect(found.map(({ table }) => table).sort()).toEqual([...implementers(columns)].sort());
    });
  });

  it('slugged inherits title_description', async () => {
    const parent = await db.row(
      `select inhparent::regclass::text as parent from pg_inherits where inhrelid = 'interfaces.slugged'::regclass`,
    );
    expect(parent).toEqual({ parent: 'interfaces.title_description' });
  });

  it('no real table inherits from another one', async () => {
    const found = await db.rows(
      `select inhrelid::regclass from pg_inherits join pg_class on pg_class.oid = inhparent
        where relnamespace <> 'interfaces'::regnamespace`,
    );
    expect(found).toEqual([]);
  });

  it('interfaces.archivable answers for every archivable table', async () => {
    const date = '2024-05-01T00:00:00.000Z';
    await db.run(insert('user', { archived_at: date }));
    await db.run(insert('organization', { archived_at: date }));
    await db.run(update('course_content', { id: a.unit }, { archived_at: date }));
    const found = await db.rows(
      `select tableoid::regclass::text as table, archived_at from interfaces.archivable where archived_at is not null`,
    );
    const archived_at = new Date(date);
    expect(new Set(found)).toEqual(
      new Set([
        { table: '"user"', archived_at },
        { table: 'organization', archived_at },
        { table: 'course_content', archived_at },
      ]),
    );
  });
});
