import type pg from 'pg';

/** What a shadow says when it is called. */
export const caught = 'a shadow ran';

const types = ['varchar', 'text', 'name', 'uuid', 'int4', 'bool'];
const operators = ['=', '<>', '<', '<=', '>', '>=', '~', '||', '-', '+'];

/** Of `format`, whose other arguments PostgreSQL's own takes as they come. */
const formats = ['text, name, uuid', 'text, text, uuid', 'text, text, varchar', 'text, name, varchar'];

/**
 * What a role that may create things in `public` can offer there: an operator for each pair of types, and a function
 * for each list of types, of names that some SQL calls and with as many arguments as PostgreSQL's own. Each throws.
 *
 * @param among further types, such as one of an extension
 */
export async function castShadows(
  client: pg.Client,
  role: string,
  sql: string,
  among: readonly string[] = [],
): Promise<number> {
  const called = new Set([...sql.matchAll(/\b([a-z_]\w*)\s*\(/g)].map(([, name = '']) => name));
  const { rows: known } = await client.query<{ name: string; count: number }>(
    `select distinct proname as name, pronargs as count from pg_catalog.pg_proc
      where prokind = 'f' and pronargs between 1 and 3 and proname = any ($1)`,
    [[...called]],
  );
  const all = [...types, ...among];
  const pairs = all.flatMap((one) => all.map((other) => `${one}, ${other}`));
  const triples = pairs.flatMap((pair) => all.map((third) => `${pair}, ${third}`));
  const isNew = (types: string) => among.length === 0 || among.some((type) => types.includes(type));
  const lists = [[], all, pairs, triples];
  const functions = known.flatMap(({ name, count }) => (lists[count] ?? []).map((of) => ({ name, of })));
  const statements = [
    ...functions,
    ...formats.map((of) => ({ name: 'format', of })),
    ...pairs.map((of) => ({ name: 'shadow', of })),
  ]
    .filter(({ of }) => isNew(of))
    .map(({ name, of }) => trap(name, of));
  const made = operators.flatMap((operator) =>
    pairs.filter(isNew).map((pair) => {
      const [left, right] = pair.split(', ');
      return `create operator public.${operator} (leftarg = ${left}, rightarg = ${right}, function = public.shadow)`;
    }),
  );
  await client.query(`set role ${role}`);
  // An extension may have the very same already.
  await client.query(
    [...statements, ...made]
      .map(
        (statement) =>
          `do $do$ begin ${statement}; exception when duplicate_function then null; when invalid_function_definition then null; end $do$`,
      )
      .join(';\n'),
  );
  await client.query('reset role');
  return statements.length + made.length;
}

const trap = (name: string, of: string): string =>
  `create function public."${name}"(${of}) returns bool language plpgsql immutable as
   $$ begin raise exception '${caught}: ${name}(${of})'; end $$`;

/** Objects of others than `role` that have something of its in their definition. */
export async function madeWithShadows(client: pg.Client, role: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ object: string }>(
    `select pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) as object
       from pg_catalog.pg_depend d
       left join pg_catalog.pg_proc f on d.refclassid operator(pg_catalog.=) 'pg_proc'::regclass and f.oid operator(pg_catalog.=) d.refobjid
       left join pg_catalog.pg_operator o on d.refclassid operator(pg_catalog.=) 'pg_operator'::regclass and o.oid operator(pg_catalog.=) d.refobjid
      where coalesce(f.proowner, o.oprowner) operator(pg_catalog.=) $1::regrole::oid
        and d.classid not in ('pg_proc'::regclass, 'pg_operator'::regclass)`,
    [role],
  );
  return rows.map(({ object }) => object);
}
