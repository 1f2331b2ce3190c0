import type pg from 'pg';
import { checksByHand } from './by-hand.ts';
import { type CopyFile, copyFrom } from './copy-files.ts';

/** The tables with the statements that make what is around them, as a developer would write them down beforehand. */
export interface BareDatabase {
  readonly drop: readonly string[];
  readonly make: readonly string[];
}

/** Reads how the indexes and keys of a migrated database are made, foreign keys last. */
export async function readStructure(client: pg.Client): Promise<BareDatabase> {
  const { rows } = await client.query<{ drop: string; make: string }>(`
    select format('drop index %s', x.indexrelid::regclass) as drop, pg_get_indexdef(x.indexrelid) as make
      from pg_index x join pg_class c on c.oid = x.indrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname !~ '^mikro'
       and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u'))
    union all
    select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname),
           format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from (select * from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')
             and conrelid::regclass::text !~ 'mikro' order by contype = 'f', contype) k`);
  const foreign = rows.filter(({ make }) => make.includes('FOREIGN KEY'));
  const others = rows.filter(({ make }) => !make.includes('FOREIGN KEY'));
  return {
    drop: [...foreign, ...others].map(({ drop }) => drop),
    make: [...others, ...foreign].map(({ make }) => make),
  };
}

/**
 * The limit to stand beside: files that are ready go into bare tables, then come indexes, keys and
 * constraints, then the same checks, written by hand.
 */
export async function loadAtTheLimit(
  client: pg.Client,
  files: readonly CopyFile[],
  { drop, make }: BareDatabase,
): Promise<void> {
  await client.query('begin');
  await client.query(drop.join(';'));
  for (const { table } of files) await client.query(`alter table "${table}" disable trigger user`);
  await client.query(`truncate ${files.filter(isEmptied).map(({ table }) => `"${table}"`)}`);
  for (const file of files) await copyFrom(client, file, isEmptied(file) ? '(freeze)' : '');
  await client.query(make.join(';'));
  for (const { table } of files) await client.query(`alter table "${table}" enable trigger user`);
  await client.query('analyze');
  for (const check of checksByHand) await client.query(check);
  await client.query('commit');
}

/** The tables that come with rows keep them. */
const isEmptied = ({ table }: CopyFile): boolean =>
  !['role', 'course_role', 'course_content_kind'].includes(table);
