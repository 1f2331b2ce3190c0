import type pg from 'pg';
import { ourRoles } from './our-roles.ts';
import { schemaNotOurs } from './schema-not-ours.ts';
import { beyondPlain, shapeOf } from './shape.ts';

/** What a schema of ours holds. */
export type SchemaKind = 'label and history' | 'rows before a reset' | 'rows before an undo';

/** The statement that marks a schema as one that seedbed has made. */
export const markSchema = (schema: string, kind: SchemaKind): string =>
  `comment on schema ${schema} is '${mark(kind)}'`;

const mark = (kind: SchemaKind): string => `made by seedbed: ${kind}`;

/**
 * The schemas of a kind that are ours by name, mark and owner, and for each the reasons why it is not.
 *
 * @param pattern what their names are like, as a regular expression of PostgreSQL
 */
export async function findSchemas(
  client: pg.ClientBase,
  pattern: string,
  kind: SchemaKind,
): Promise<readonly { readonly name: string; readonly reasons: readonly string[] }[]> {
  const { rows } = await client.query<{ name: string; reasons: string[] }>(
    `with recursive ${ourRoles}, trusted (oid) as (
       select oid from ours union select datdba from pg_catalog.pg_database where datname = current_database()
        union select oid from pg_catalog.pg_roles where rolsuper)
     select nspname::text as name, array_remove(array[
              case when obj_description(n.oid, 'pg_namespace') is distinct from $2
                   then 'it does not carry the mark of seedbed' end,
              case when nspowner not in (select oid from trusted)
                   then format('it belongs to the role "%s"', pg_get_userbyid(nspowner)) end,
              (select format('%s belongs to the role "%s"', min(relname), pg_get_userbyid(min(relowner)))
                 from pg_catalog.pg_class where relnamespace = n.oid and relowner not in (select oid from trusted)
                having count(*) > 0)], null) as reasons
       from pg_catalog.pg_namespace n where nspname ~ $1 order by 1`,
    [pattern, mark(kind)],
  );
  return rows;
}

/** @throws `schema_not_ours` where a schema of rows before a reset or an undo has more than plain tables */
export async function requirePlainTables(client: pg.ClientBase, schema: string): Promise<void> {
  const surplus = beyondPlain(await shapeOf(client, schema));
  if (surplus.length > 0) throw schemaNotOurs(schema, surplus.slice(0, 3));
}
