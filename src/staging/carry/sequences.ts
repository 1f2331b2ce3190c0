import type pg from 'pg';
import type { Schema } from '../../entities/schema.ts';
import { nameOfClass } from '../../entities/table-name.ts';
import { tablesOf } from '../../load/table.ts';
import { platformSchemas } from '../structure/platform.ts';

/** A sequence of the platform, by its full name. */
interface Sequence {
  readonly name: string;
  /** Its owner, where that is another role than this one, so that it cannot be locked. */
  readonly owner: string | null;
  /** How many numbers a session takes at once. */
  readonly cache: string;
  readonly isDescending: boolean;
  /** Whether a table of the schema takes numbers from it as well, so that the scenario may have moved it. */
  readonly isShared: boolean;
}

/**
 * Sets the sequences of the platform to where they are in the other database; those of the schema's own tables stand
 * where the scenario has moved them, and what both use, past both. Until the transaction of `from` ends, a session that takes a
 * number there waits: each number is given once. That transaction must be rolled back.
 */
export async function carrySequences(from: pg.ClientBase, to: pg.ClientBase, schema: Schema): Promise<void> {
  const sequences = await carriedSequences(from, schema);
  // Nothing but a change of the sequence itself locks it against those who take numbers. This one changes nothing: the
  // structures of both databases are compared within the transaction.
  for (const { name, cache } of sequences) await from.query(`alter sequence ${name} cache ${cache}`);
  for (const { name, isDescending, isShared } of sequences) {
    const { rows } = await from.query<{ value: string; called: boolean }>(
      `select last_value as value, is_called as called from ${name}`,
    );
    const isFurther = isShared
      ? `(select last_value ${isDescending ? '<' : '>'} $2 or (last_value = $2 and is_called) from ${name})`
      : 'false';
    await to.query(`select setval($1::regclass, $2, $3) where not ${isFurther}`, [
      name,
      rows[0]?.value,
      rows[0]?.called,
    ]);
  }
}

/** All but those that only tables of the schema's own use. */
export async function carriedSequences(client: pg.ClientBase, schema: Schema): Promise<readonly Sequence[]> {
  const { rows } = await client.query<Sequence>(query, [tablesOf(schema).map(({ name }) => name)]);
  return rows;
}

// A table uses a sequence that it owns, or that a default of its columns takes numbers from.
const query = `
with use (sequence, own) as (
  select d.objid, ${nameOfClass('t')} = any ($1)
    from pg_depend d join pg_class t on t.oid = d.refobjid
   where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
  union all
  select d.refobjid, ${nameOfClass('t')} = any ($1)
    from pg_depend d join pg_attrdef f on f.oid = d.objid join pg_class t on t.oid = f.adrelid
   where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass
)
select format('%I.%I', nspname, relname) as name,
       case when not pg_has_role(relowner, 'usage') then pg_get_userbyid(relowner) end as owner,
       seqcache::text as cache, seqincrement < 0 as "isDescending",
       exists (select from use where sequence = s.oid and own) as "isShared"
  from pg_class s join pg_namespace n on n.oid = s.relnamespace join pg_sequence q on q.seqrelid = s.oid
 where s.relpersistence <> 't' and ${platformSchemas}
   and (not exists (select from use where sequence = s.oid and own)
     or exists (select from use where sequence = s.oid and not own))
 order by name`;
