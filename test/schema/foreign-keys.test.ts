import { describe, expect, it } from 'vitest';
import { type ForeignKey, foreignKeys } from './support/keys.ts';
import { a, idOf, sample } from './support/samples.ts';
import { missesParent, onEachServer, type Schema } from './support/schema.ts';
import { insertRow, type Row, remove, update } from './support/statement.ts';
import { primaryKey, type Table, tables } from './support/tables.ts';

/** Only an organization of this type has a user. */
const ofUser = { organization_type: 'user', title: null };

/** A row that refers to an existing parent by this key. */
function referring(key: ForeignKey): Row {
  const row = { ...sample(key.table, 3, a), ...(key.name === 'organization_user_id_fkey' ? ofUser : {}) };
  const parent: Readonly<Record<string, string>> = a;
  const missing = key.columns.filter((column) => !(column in row));
  return { ...row, ...Object.fromEntries(missing.map((column) => [column, parent[key.parent]])) };
}

/** A value of the right type that no row has. */
function unknown(table: Table, column: string): string {
  const uuid = tables[table].some(({ name, type }) => name === column && type === 'uuid');
  return uuid ? idOf('user', 999) : 'nowhere';
}

/** What the row's foreign key columns say of the parent: its key column → the value. */
function parentOf(key: ForeignKey, row: Row): Row {
  return Object.fromEntries(
    key.parentColumns.map((column, index) => [column, row[key.columns[index] ?? '']]),
  );
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

/** Leaves this key as the only one, and no trigger that fills in or refuses before it speaks. */
async function isolate(db: Schema, key: ForeignKey): Promise<void> {
  await db.client.query(`
    do $$
    declare other record;
    begin
      for other in
        select conrelid::regclass as child, conname from pg_constraint
         where contype = 'f' and conname <> '${key.name}'
           and (conrelid = 'public."${key.table}"'::regclass
                or confrelid in ('public."${key.table}"'::regclass, 'public."${key.parent}"'::regclass))
      loop
        execute format('alter table %s drop constraint %I', other.child, other.conname);
      end loop;
    end $$;
    alter table "${key.table}" disable trigger user;
    alter table "${key.parent}" disable trigger user;
  `);
}

/** The row as it is now, its key columns as text; nothing when it is gone. */
async function now(db: Schema, table: Table, where: Row, wanted: readonly string[]): Promise<Row[]> {
  const tests = Object.keys(where).map((column, index) => `"${column}"::text = $${index + 1}`);
  const list = wanted.map((column) => `"${column}"::text`);
  return db.rows(
    `select ${list.join(', ')} from "${table}" where ${tests.join(' and ')}`,
    ...Object.values(where),
  );
}

onEachServer((db) => {
  it('there are these foreign keys and no others', async () => {
    const found = await db.rows<{ name: string; definition: string }>(
      `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
        where contype = 'f' and connamespace = 'public'::regnamespace and conname <> 'fk_organization_parent'`,
    );
    const definitions = foreignKeys.map((key) => ({ name: key.name, definition: definitionOf(key) }));
    expect(new Set(found)).toEqual(new Set(definitions));
  });

  describe.each(foreignKeys)('$name', (key) => {
    const row = referring(key);
    const parent = parentOf(key, row);
    const held = pick(row, key.columns);
    const column = key.columns.at(-1) ?? '';

    it('accepts a parent that exists, refuses one that does not', async () => {
      await db.accepts(insertRow(key.table, row));
      await isolate(db, key);
      const lost = { ...row, [column]: unknown(key.table, column) };
      await db.refuses(missesParent(key.name), insertRow(key.table, lost));
      await db.refuses(
        missesParent(key.name),
        insertRow(key.table, row),
        update(key.table, held, pick(lost, [column])),
      );
    });

    it(`on delete ${key.onDelete}`, async () => {
      await isolate(db, key);
      await db.run(insertRow(key.table, row));
      if (key.onDelete === 'restrict') {
        await db.refuses(db.restricted(key.name), remove(key.parent, parent));
        await db.accepts(remove(key.table, held), remove(key.parent, parent));
        return;
      }
      await db.run(remove(key.parent, parent));
      const left = key.onDelete === 'set null' ? [{ [column]: null }] : [];
      expect(await now(db, key.table, pick(row, primaryKey(key.table)), [column])).toEqual(left);
    });

    it(`on update ${key.onUpdate}`, async () => {
      await isolate(db, key);
      await db.run(insertRow(key.table, row));
      const renamed = { id: unknown(key.parent, 'id') };
      if (key.onUpdate === 'restrict') {
        await db.refuses(db.restricted(key.name), update(key.parent, parent, renamed));
        await db.accepts(remove(key.table, held), update(key.parent, parent, renamed));
        return;
      }
      await db.run(update(key.parent, parent, renamed));
      const moved = { ...pick(row, primaryKey(key.table)), [column]: renamed.id };
      expect(await now(db, key.table, moved, [column])).toEqual([{ [column]: renamed.id }]);
    });
  });
});

function definitionOf(key: ForeignKey): string {
  const parent = ['user', 'group'].includes(key.parent) ? `"${key.parent}"` : key.parent;
  const rules = `ON UPDATE ${key.onUpdate.toUpperCase()} ON DELETE ${key.onDelete.toUpperCase()}`;
  return `FOREIGN KEY (${key.columns.join(', ')}) REFERENCES ${parent}(${key.parentColumns.join(', ')}) ${rules}`;
}
