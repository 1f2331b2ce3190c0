import pg from 'pg';
import { freshDatabase } from '../support/database.ts';
import { type Dataset, rowsOf } from './checker/dataset.ts';
import { tables } from './checker/schema/tables.ts';
import type { Corruption } from './datasets/corruption.ts';

const names = Object.keys(tables);
const quoted = pg.escapeIdentifier;

/** A database with the tables of the course schema that takes anything: no constraint, index or trigger is left. */
export async function unconstrainedDatabase(version: 15 | 18 = 18): Promise<pg.Client> {
  const { client } = await freshDatabase({ version, template: 'course' });
  // Each statement is made from the catalogue, in this order: what is dropped may be needed by what is left.
  for (const statements of [inheritance, constraints, indexes, notNulls, triggers, types]) {
    const { rows } = await client.query<{ statement: string }>(statements);
    for (const { statement } of rows) await client.query(statement);
  }
  await client.query('alter table organization alter column parent_path drop expression');
  // On so few rows, planning the best order of many joins takes longer than any order.
  await client.query('set join_collapse_limit = 1; set jit = off');
  return client;
}

const ours = `relnamespace = 'public'::regnamespace and relname in (${names.map(pg.escapeLiteral).join()})`;

const inheritance = `select format('alter table %s no inherit %s', inhrelid::regclass, inhparent::regclass) as statement
  from pg_inherits join pg_class on pg_class.oid = inhrelid where ${ours}`;

// Foreign keys first: they need the unique ones.
const constraints = `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
  from pg_constraint join pg_class on pg_class.oid = conrelid
 where ${ours} and contype in ('f', 'c', 'u', 'p') order by contype <> 'f'`;

const indexes = `select format('drop index %s', indexrelid::regclass) as statement
  from pg_index join pg_class on pg_class.oid = indrelid where ${ours}`;

const notNulls = `select format('alter table %s alter column %I drop not null', attrelid::regclass, attname) as statement
  from pg_attribute join pg_class on pg_class.oid = attrelid
 where ${ours} and attnum > 0 and attnotnull and not attisdropped`;

const triggers = `select format('drop trigger %I on %s', tgname, tgrelid::regclass) as statement
  from pg_trigger join pg_class on pg_class.oid = tgrelid where ${ours} and not tgisinternal`;

const types = `select format('alter table %1$s alter column %2$I drop default, alter column %2$I type text',
         attrelid::regclass, attname) as statement
  from pg_attribute join pg_class on pg_class.oid = attrelid join pg_type on pg_type.oid = atttypid
 where ${ours} and attnum > 0 and not attisdropped and (typname = 'varchar' or typtype = 'e')`;

/** Replaces all that the database holds. */
export async function fill(client: pg.Client, dataset: Dataset): Promise<void> {
  await client.query(`truncate ${names.map(quoted).join()}`);
  for (const table of names) {
    await client.query(insertion(table), [JSON.stringify(rowsOf(dataset, table))]);
  }
}

const insertion = (table: string): string =>
  `insert into ${quoted(table)} select * from json_populate_recordset(null::${quoted(table)}, $1)`;

/** Corrupts a row of the dataset that the database holds. */
export async function corrupt(client: pg.Client, { table, before, after }: Corruption): Promise<void> {
  if (before) {
    const keys = (tables[table]?.primary ?? []).map(quoted);
    const key = keys.map((column) => `t.${column} = gone.${column}`).join(' and ');
    const { rowCount } = await client.query(
      `delete from ${quoted(table)} t using json_populate_record(null::${quoted(table)}, $1) gone where ${key}`,
      [JSON.stringify(before)],
    );
    if (rowCount !== 1) throw new Error(`deleted ${rowCount} rows of ${table}`);
  }
  if (after) await client.query(insertion(table), [JSON.stringify([after])]);
}
