import pg from 'pg';
import { constraintName } from '../../../src/database/constraints.ts';
import { columnRemoval } from './removal.ts';

const { escapeIdentifier: quoted } = pg;

/** A schema with one thing less. */
export interface Mutant {
  readonly table: string;
  readonly kind: string;
  /** What is missing: the name that it has, or that the rules give it. */
  readonly name: string;
  readonly sql: string;
}

interface Found {
  readonly table: string;
  readonly kind: 'constraint' | 'index' | 'trigger' | keyof typeof columnRemoval;
  readonly name: string;
}

/** Each constraint, unique index, trigger and column property of the tables in `public`, taken away. */
export async function mutants(client: pg.ClientBase): Promise<Mutant[]> {
  const { rows } = await client.query<Found>(everything);
  return rows.map(({ table, kind, name }) => {
    switch (kind) {
      case 'constraint':
        return {
          table,
          kind,
          name,
          sql: `alter table public.${quoted(table)} drop constraint ${quoted(name)} cascade`,
        };
      case 'index':
        return { table, kind, name, sql: `drop index public.${quoted(name)}` };
      case 'trigger':
        return { table, kind, name, sql: `drop trigger ${quoted(name)} on public.${quoted(table)}` };
      default:
        return { table, kind, name: nameOf[kind](table, name), sql: columnRemoval[kind](table, name) };
    }
  });
}

const nameOf = {
  'not null': constraintName.notNull,
  length: constraintName.length,
  enum: constraintName.enum,
  generated: constraintName.generated,
};

const everything = `
with tables as (
  select oid, relname::text from pg_class
   where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'mikro_orm%'
), columns as (
  select relname, attname::text, attnotnull, atttypmod, atttypid, attgenerated
    from pg_attribute join tables on tables.oid = attrelid where attnum > 0 and not attisdropped
)
select relname as table, 'constraint' as kind, conname::text as name
  from pg_constraint join tables on tables.oid = conrelid where contype in ('c', 'f', 'p', 'u', 'x')
union all
select relname, 'index', indexrelid::regclass::text
  from pg_index join tables on tables.oid = indrelid
 where indisunique and not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid)
union all
select relname, 'trigger', tgname from pg_trigger join tables on tables.oid = tgrelid where not tgisinternal
union all
select relname, 'not null', attname from columns where attnotnull
union all
select relname, 'length', attname from columns where atttypid = 'varchar'::regtype and atttypmod > 0
union all
select relname, 'enum', attname from columns where atttypid in (select enumtypid from pg_enum)
union all
select relname, 'generated', attname from columns where attgenerated <> ''
 order by 1, 2, 3`;
