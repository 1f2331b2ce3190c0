import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { migrationFiles } from '../../database/migration-status.ts';
import type { Schema } from '../../entities/schema.ts';
import { fullName, nameOfClass, partsOfName } from '../../entities/table-name.ts';
import { tablesOf } from '../../load/table.ts';

/** A table as it stands in a database. */
export interface LiveTable {
  /** What it keeps whatever its name. */
  readonly oid: number;
  readonly name: string;
  /** The tables that it is a partition or a child of. */
  readonly parents: readonly string[];
  /** The columns that can be written: all but the generated ones. */
  readonly columns: readonly string[];
}

/** What a database holds of a domain. */
export interface Holdings {
  /** In the order of the domain's tables; those of older migrations come last. */
  readonly tables: readonly LiveTable[];
  /** The names of the sequences. */
  readonly sequences: readonly string[];
  /** The tables in `public` that are not the domain's. */
  readonly others: readonly string[];
}

/**
 * The tables and sequences of a domain as they stand in a database, whichever of its migrations have run: those that an
 * entity has, or which a statement of a migration that has run names, and their partitions and children.
 *
 * @param executed the migrations that have run
 */
export async function holdingsOf(
  client: pg.ClientBase,
  schema: Schema,
  executed: readonly string[],
): Promise<Holdings> {
  const names = tablesOf(schema).map(({ name }) => name);
  const isMentioned = mentions(await textOf(schema, executed));
  const { rows: tables } = await client.query<LiveTable>(tableQuery);
  const own = tables.filter(({ name, parents }) =>
    [name, ...parents].some((one) => names.includes(one) || isMentioned(one)),
  );
  const { rows: sequences } = await client.query<{ name: string; owner: string | null }>(sequenceQuery);
  const isOwn = ({ name, owner }: { name: string; owner: string | null }): boolean =>
    owner === null ? isMentioned(name) : own.some((table) => table.name === owner);
  const place = ({ name, parents }: LiveTable): number => {
    const first = names.findIndex((one) => one === name || parents.includes(one));
    return first === -1 ? names.length : first;
  };
  return {
    tables: own.sort((a, b) => place(a) - place(b)),
    sequences: sequences.filter(isOwn).map(({ name }) => name),
    others: tables
      .filter((table) => !own.includes(table))
      .map(({ name }) => name)
      .filter((name) => partsOfName(name).schema === 'public'),
  };
}

/**
 * Waits for sessions that write to a domain's tables, and lets none do so before the transaction has ended; resolves to
 * them.
 */
export async function lockHeld(
  client: pg.ClientBase,
  schema: Schema,
  executed: readonly string[],
): Promise<readonly LiveTable[]> {
  const { tables } = await holdingsOf(client, schema, executed);
  if (tables.length === 0) return tables;
  const names = tables.map(({ name }) => `only ${fullName(name)}`);
  await client.query(`lock table ${names} in share row exclusive mode`);
  return tables;
}

/** Everything that the migrations say which have run. */
async function textOf(schema: Schema, executed: readonly string[]): Promise<string> {
  const files = await migrationFiles(schema);
  const texts = await Promise.all(
    executed.flatMap((name) => files.get(name) ?? []).map((file) => readFile(file, 'utf8')),
  );
  return texts.join('\n').toLowerCase();
}

/** Where statements name a table or a sequence as what they make, change or rename. */
const named =
  /\b(?:table|sequence)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?(?:"?public"?\s*\.\s*)?("[^"]+"|\w+)|\brename\s+to\s+("[^"]+"|\w+)/g;

/** Tells whether the statements in a text name a table or sequence so; a word elsewhere may be anything. */
function mentions(text: string): (name: string) => boolean {
  const names = new Set(
    [...text.matchAll(named)].map(([, made, renamed]) => (made ?? renamed ?? '').replaceAll('"', '')),
  );
  return (name) => names.has(name.toLowerCase());
}

const isFree = (oid: string): string => `not exists (
  select from pg_depend where classid = 'pg_class'::regclass and objid = ${oid} and deptype = 'e')`;

const isOfPlatform = (namespace: string): string =>
  `${namespace}::regnamespace::text !~ '^"?(pg_|information_schema$|seedbed_(staging$|before_|undone_))'`;

// The rows of a partitioned table are in its partitions.
const tableQuery = `
select c.oid, ${nameOfClass('c')} as name,
       array(select attname::text from pg_attribute
              where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
       array(with recursive parent as (
           select inhparent from pg_inherits where inhrelid = c.oid
           union select i.inhparent from pg_inherits i join parent p on p.inhparent = i.inhrelid)
         select ${nameOfClass('p')} from parent join pg_class p on p.oid = inhparent) as parents
  from pg_class c
 where relkind = 'r' and relpersistence <> 't' and relname <> 'mikro_orm_migrations'
   and ${isOfPlatform('c.relnamespace')} and ${isFree('c.oid')}
 order by relnamespace <> 'public'::regnamespace, 2`;

const sequenceQuery = `
select ${nameOfClass('s')} as name, (select ${nameOfClass('t')} from pg_depend d join pg_class t on t.oid = d.refobjid
         where d.classid = 'pg_class'::regclass and d.objid = s.oid and d.refclassid = 'pg_class'::regclass
           and d.deptype in ('a', 'i')) as owner
  from pg_class s
 where s.relkind = 'S' and s.relpersistence <> 't' and ${isOfPlatform('s.relnamespace')} and ${isFree('s.oid')}
 order by s.relnamespace <> 'public'::regnamespace, 1`;
