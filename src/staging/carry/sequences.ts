import type pg from 'pg';
import type { Schema } from '../../entities/schema.ts';
import { tablesOf } from '../../load/table.ts';
import { platformSchemas } from '../structure/platform.ts';

/** A sequence of the platform, by its full name. */
interface Sequence {
  readonly name: string;
  /** Its owner, where that is another role than this one, so that it cannot be locked. */
  readonly owner: string | null;
}

/**
 * Sets the sequences of the platform to where they are in the other database; those of the schema's own tables stand
 * where the scenario has moved them. Until the transaction of `from` ends, whoever takes a number there waits: each
 * number is given once. That transaction must be rolled back.
 */
export async function carrySequences(from: pg.ClientBase, to: pg.ClientBase, schema: Schema): Promise<void> {
  const sequences = await carriedSequences(from, schema);
  // Nothing but a change of the sequence itself locks it against those who take numbers.
  for (const { name } of sequences) await from.query(`alter sequence ${name} cache 1`);
  for (const { name } of sequences) {
    const { rows } = await from.query<{ value: string; called: boolean }>(
      `select last_value as value, is_called as called from ${name}`,
    );
    await to.query('select setval($1::regclass, $2, $3)', [name, rows[0]?.value, rows[0]?.called]);
  }
}

/** All but those of the schema's own tables. */
export async function carriedSequences(client: pg.ClientBase, schema: Schema): Promise<readonly Sequence[]> {
  const { rows } = await client.query<Sequence>(query, [tablesOf(schema).map(({ name }) => name)]);
  return rows;
}

const query = `
select format('%I.%I', nspname, relname) as name,
       case when not pg_has_role(relowner, 'usage') then pg_get_userbyid(relowner) end as owner
  from pg_class s join pg_namespace n on n.oid = s.relnamespace
 where s.relkind = 'S' and s.relpersistence <> 't' and ${platformSchemas}
   and not exists (
     select from pg_class t
      where t.relnamespace = 'public'::regnamespace and t.relname = any ($1)
        and (exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = s.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid and d.deptype in ('a', 'i'))
          or exists (select from pg_attrdef f join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid
                      where f.adrelid = t.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = s.oid)))
 order by name`;
