import type pg from 'pg';
import { SeedbedError } from '../errors/error.ts';
import { shownName } from '../errors/shown.ts';
import { constantCalls } from './constant-calls.ts';

/** Something at a table whose expressions PostgreSQL evaluates as far as it can when it plans any query on it. */
interface Expression {
  /** Such as `the index app.visit_key`. */
  readonly what: string;
  readonly tree: string;
}

/** A function, or an operator that calls it. */
interface Called {
  readonly oid: string;
  readonly name: string;
  readonly role: string;
  readonly isForeign: boolean;
  readonly isInlined: boolean;
}

/**
 * Refuses a database in which looking at a table would run a function of somebody who may not act as this role: as a
 * constant part of an index, say. There is no setting that keeps PostgreSQL from that.
 *
 * @throws `foreign_code`
 */
export async function requireNoForeignCode(client: pg.ClientBase): Promise<void> {
  const { rows: called } = await client.query<Called>(calledQuery);
  if (!called.some(({ isForeign }) => isForeign)) return;
  const calls = {
    foreign: new Set(called.filter(({ isForeign }) => isForeign).map(({ oid }) => oid)),
    inlined: new Set(called.filter(({ isInlined }) => isInlined).map(({ oid }) => oid)),
  };
  const { rows: expressions } = await client.query<Expression>(expressionQuery);
  for (const { what, tree } of expressions) {
    const [oid] = constantCalls(tree, calls);
    const found = called.find((one) => one.oid === oid);
    if (!found) continue;
    const [name, role] = [shownName(found.name), shownName(found.role)];
    throw new SeedbedError('foreign_code', {
      message: `To look at its table would run ${name} of the role ${role} with the rights of this one: ${shownName(what)} calls it with what is constant.`,
      details: { what, function: found.name, role: found.role },
    });
  }
}

// The planner calls only what always gives the same. Foreign is what is of a role that may not do all that this one may.
const calledQuery = `
with func as (
  select p.oid, p.oid::pg_catalog.regprocedure::pg_catalog.text as name,
         pg_catalog.pg_get_userbyid(proowner)::pg_catalog.text as role, lanname = 'sql' as "isInlined",
         provolatile = 'i' and not pg_catalog.pg_has_role(proowner, current_user, 'usage') as "isForeign"
    from pg_catalog.pg_proc p join pg_catalog.pg_language l on l.oid = prolang where p.oid >= 16384)
select oid::pg_catalog.text, name, role, "isForeign", "isInlined" from func where "isForeign" or "isInlined"
union all
select o.oid::pg_catalog.text, name, role, "isForeign", "isInlined"
  from pg_catalog.pg_operator o join func on func.oid = o.oprcode where "isForeign" or "isInlined"`;

const relation = (oid: string): string =>
  `(select pg_catalog.format('%I.%I', nspname, relname) from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = ${oid})`;

const expressionQuery = `
select 'the index ' || ${relation('indexrelid')} as what, pg_catalog.concat(indexprs::pg_catalog.text, indpred::pg_catalog.text) as tree
  from pg_catalog.pg_index where indexprs is not null or indpred is not null
union all
select pg_catalog.format('the check %I of ', conname) || ${relation('conrelid')}, conbin::pg_catalog.text
  from pg_catalog.pg_constraint where contype = 'c' and conrelid <> 0 and conbin is not null
union all
select pg_catalog.format('the statistics %I of ', stxname) || ${relation('stxrelid')}, stxexprs::pg_catalog.text
  from pg_catalog.pg_statistic_ext where stxexprs is not null
union all
select 'the partitioning of ' || ${relation('partrelid')}, partexprs::pg_catalog.text
  from pg_catalog.pg_partitioned_table where partexprs is not null
union all
select pg_catalog.format('the rule %I of ', rulename) || ${relation('ev_class')}, pg_catalog.concat(ev_qual::pg_catalog.text, ev_action::pg_catalog.text)
  from pg_catalog.pg_rewrite where ev_type <> '1' and ev_class >= 16384
order by 1`;
