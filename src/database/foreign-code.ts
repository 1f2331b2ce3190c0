import type pg from 'pg';
import { SeedbedError } from '../errors/error.ts';
import { shownName } from '../errors/shown.ts';
import { constantCalls } from './constant-calls.ts';

/** Something at a table whose expressions PostgreSQL evaluates as far as it can when it plans any query on it. */
interface Expression {
  /** Such as `the index app.visit_key`. */
  readonly what: string;
  readonly tree: string;
  readonly isIndex: boolean;
}

/** A function, or an operator that calls it. */
interface Called {
  readonly oid: string;
  readonly name: string;
  readonly role: string;
  readonly isForeign: boolean;
  readonly isStable: boolean;
  readonly isInlined: boolean;
  /** Of an operator: whether PostgreSQL calls it to estimate how many rows it lets pass. */
  readonly isEstimated: boolean;
}

/** What would call a function of others. */
interface Call {
  readonly what: string;
  readonly function: string;
  readonly role: string;
}

/**
 * SQL: whether a function `p` is of a role that may not do all that this one may. It is whole under any search path.
 */
export const isForeign = `(p.oid operator(pg_catalog.>=) '16384'::pg_catalog.oid and not pg_catalog.pg_has_role(p.proowner, current_user, 'usage'))`;

/**
 * Refuses a database in which looking at a table would run a function of a role that may not act as this one: as a
 * constant part of an index, say, or as a cast. There is no setting that keeps PostgreSQL from that.
 *
 * @throws `foreign_code`
 */
export async function requireNoForeignCode(client: pg.ClientBase): Promise<void> {
  const { rows: casts } = await client.query<Call>(castQuery);
  const call = casts[0] ?? (await callOfPlanning(client));
  if (!call) return;
  const [name, role] = [shownName(call.function), shownName(call.role)];
  throw new SeedbedError('foreign_code', {
    message: `A look at this database would run ${name} of the role ${role} with the rights of this one: ${shownName(call.what)} calls it.`,
    hint: `Connect as ${role}, or drop what calls the function. Where you trust it, and what it calls, a superuser takes it over: alter function ${name} owner to current_user;`,
    details: { ...call },
  });
}

/** What PostgreSQL would call when it plans a query. */
async function callOfPlanning(client: pg.ClientBase): Promise<Call | undefined> {
  const { rows: called } = await client.query<Called>(calledQuery);
  if (!called.some((one) => one.isForeign)) return undefined;
  const foreign = called.filter((one) => one.isForeign);
  const inlined = oidsOf(called.filter(({ isInlined }) => isInlined));
  const immutable = { foreign: oidsOf(foreign.filter(({ isStable }) => !isStable)), inlined };
  const estimated = oidsOf(foreign.filter(({ isEstimated }) => isEstimated));
  const ofIndexes = { foreign: oidsOf(foreign), inlined, estimated };
  const { rows: expressions } = await client.query<Expression>(expressionQuery);
  for (const { what, tree, isIndex } of expressions) {
    const [oid] = constantCalls(tree, isIndex ? ofIndexes : immutable);
    const found = called.find((one) => one.oid === oid);
    if (found) return { what, function: found.name, role: found.role };
  }
  return undefined;
}

const oidsOf = (called: readonly Called[]): ReadonlySet<string> => new Set(called.map(({ oid }) => oid));

const nameAndRole = `p.oid::pg_catalog.regprocedure::pg_catalog.text as function, pg_catalog.pg_get_userbyid(p.proowner)::pg_catalog.text as role`;

// Where our own SQL makes text or JSON of a value, PostgreSQL takes a cast that others have made for its type.
const castQuery = `
select pg_catalog.format('the cast from %s to %s', pg_catalog.format_type(castsource, null), pg_catalog.format_type(casttarget, null)) as what,
       ${nameAndRole}
  from pg_catalog.pg_cast c join pg_catalog.pg_proc p on p.oid = castfunc where ${isForeign} order by 1 limit 1`;

// The planner calls only what always gives the same, and in its estimates for an index what is stable: a function of an
// index was immutable once, and may have been changed since.
const calledQuery = `
with func as (
  select p.oid, ${nameAndRole}, lanname = 'sql' as "isInlined", provolatile = 's' as "isStable",
         provolatile <> 'v' and ${isForeign} as "isForeign"
    from pg_catalog.pg_proc p join pg_catalog.pg_language l on l.oid = prolang where p.oid >= 16384)
select oid::pg_catalog.text, function as name, role, "isForeign", "isStable", "isInlined", false as "isEstimated"
  from func where "isForeign" or "isInlined"
union all
select o.oid::pg_catalog.text, function, role, "isForeign", "isStable", "isInlined", oprrest <> 0
  from pg_catalog.pg_operator o join func on func.oid = o.oprcode where "isForeign" or "isInlined"`;

/** A function of others, without its arguments, and how PostgreSQL prints what calls it. */
export interface ForeignCall {
  readonly printed: string;
  readonly function: string;
  readonly role: string;
}

/**
 * What calls functions of those who may not act as this role, in expressions as PostgreSQL prints them under our search
 * path: such as `app.valid(`, an operator, or a domain with a check.
 */
export async function foreignCalls(client: pg.ClientBase): Promise<readonly ForeignCall[]> {
  const { rows } = await client.query<ForeignCall>(foreignCallQuery);
  return rows;
}

const foreignCallQuery = `
with func as (select p.oid, pg_catalog.format('%I.%I', nspname, proname) as function,
                     pg_catalog.pg_get_userbyid(p.proowner)::pg_catalog.text as role
                from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = pronamespace where ${isForeign}),
call (classid, objid, printed, function, role) as (
  select 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, function || '(', function, role from func
  union all
  select 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, pg_catalog.format('OPERATOR(%I.%s)', n.nspname, oprname), function, role
    from func join pg_catalog.pg_operator o on oprcode = func.oid join pg_catalog.pg_namespace n on n.oid = oprnamespace)
select printed, function, role from call
union
select pg_catalog.format_type(contypid, null), function, role
  from call join pg_catalog.pg_depend d on d.refclassid = call.classid and d.refobjid = call.objid
  join pg_catalog.pg_constraint k on d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and d.objid = k.oid and contypid <> 0
order by 1, 2`;

const relation = (oid: string): string =>
  `(select pg_catalog.format('%I.%I', nspname, relname) from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = ${oid})`;

const expressionQuery = `
select 'the index ' || ${relation('indexrelid')} as what, pg_catalog.concat(indexprs::pg_catalog.text, indpred::pg_catalog.text) as tree, true as "isIndex"
  from pg_catalog.pg_index where indexprs is not null or indpred is not null
union all
select pg_catalog.format('the check %I of ', conname) || ${relation('conrelid')}, conbin::pg_catalog.text, false
  from pg_catalog.pg_constraint where contype = 'c' and conrelid <> 0 and conbin is not null
union all
select pg_catalog.format('the statistics %I of ', stxname) || ${relation('stxrelid')}, stxexprs::pg_catalog.text, false
  from pg_catalog.pg_statistic_ext where stxexprs is not null
union all
select 'the partitioning of ' || ${relation('partrelid')}, partexprs::pg_catalog.text, false
  from pg_catalog.pg_partitioned_table where partexprs is not null
union all
select pg_catalog.format('the rule %I of ', rulename) || ${relation('ev_class')}, pg_catalog.concat(ev_qual::pg_catalog.text, ev_action::pg_catalog.text), false
  from pg_catalog.pg_rewrite where ev_type <> '1' and ev_class >= 16384
order by 1`;
