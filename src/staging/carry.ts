import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { inPublic } from '../database/in-public.ts';
import type { Schema } from '../entities/schema.ts';
import { RowsInTheWayError } from '../errors/rows-in-the-way.ts';
import { tablesOf } from '../load/table.ts';
import { carriedTables, type PlatformTable, type Reference } from './platform-tables.ts';
import { withoutTriggers } from './without-triggers.ts';

/**
 * Takes what no scenario makes into a new database that a scenario has filled: the rows of other tables, what
 * people have made of the lookup rows, and where sequences are. A row that refers to one that is not there any
 * more shares its fate as its foreign key says. Nobody may be writing the tables meanwhile.
 *
 * @throws RowsInTheWayError
 */
export async function carryOver(from: pg.ClientBase, to: pg.ClientBase, schema: Schema): Promise<void> {
  await to.query('begin');
  const tables = await carriedTables(to, schema);
  for (const [i, table] of tables.entries()) {
    const later = tables.slice(i + 1).map(({ name }) => name);
    await carryTable(from, to, table, later);
  }
  await carryLookups(from, to, schema);
  await carrySequences(from, to, schema);
  await to.query('commit');
  await refreshViews(from, to);
}

/** @param later the tables whose rows are not there yet */
async function carryTable(
  from: pg.ClientBase,
  to: pg.ClientBase,
  table: PlatformTable,
  later: readonly string[],
): Promise<void> {
  const { name, columns, references } = table;
  const list = columns.join(', ');
  await copyRows(from, to, `select ${list} from only ${name}`, name, columns);
  const lost = references
    .filter((reference) => reference.target !== name)
    .map((reference) => ({ ...reference, kept: isKept(reference) }));
  for (const { kept, onDelete, target } of lost) {
    if (later.includes(target)) {
      const { rowCount } = await to.query(`select from carried c where not ${kept} limit 1`);
      if (rowCount)
        throw new RowsInTheWayError(name, `they and those of ${target} refer to each other in a circle`);
      continue;
    }
    if (onDelete === 'c' || onDelete === 'n') continue;
    const { rowCount } = await to.query(`select from carried c where not ${kept} limit 1`);
    if (rowCount)
      throw new RowsInTheWayError(name, `some refer to rows of ${target} that the scenario does not have`);
  }
  const cascading = lost.filter(({ onDelete }) => onDelete === 'c').map(({ kept }) => kept);
  const kept = cascading.length > 0 ? cascading.join(' and ') : 'true';
  const values = columns.map((column) => {
    const emptied = lost.filter((one) => one.onDelete === 'n' && one.columns.includes(column));
    return emptied.length === 0
      ? `c.${column}`
      : `case when ${emptied.map((one) => one.kept).join(' and ')} then c.${column} end`;
  });
  const { rows } = await to.query<{ any: boolean; occupied: boolean }>(
    `select exists (select from carried c where ${kept}) as any, exists (select from only ${name}) as occupied`,
  );
  if (rows[0]?.any && rows[0].occupied) {
    throw new RowsInTheWayError(name, 'triggers write there too while the scenario is loaded');
  }
  if (rows[0]?.any && columns.length > 0) {
    // What they would do has been done, when the rows were first written.
    await withoutTriggers(to, [name], () =>
      to.query(
        `insert into ${name} (${list}) overriding system value select ${values.join(', ')} from carried c where ${kept}`,
      ),
    );
  }
  await to.query('drop table carried');
}

/** Whether what a carried row refers to is there. */
function isKept({ target, columns, targetColumns }: Reference): string {
  const none = columns.map((column) => `c.${column} is null`).join(' or ');
  const same = columns.map((column, i) => `r.${targetColumns[i]} = c.${column}`).join(' and ');
  return `(${none} or exists (select from ${target} r where ${same}))`;
}

/** Streams rows from one database into a table `carried` of the other's session, which is like the table `like`. */
async function copyRows(
  from: pg.ClientBase,
  to: pg.ClientBase,
  query: string,
  like: string,
  columns: readonly string[],
): Promise<void> {
  const list = columns.join(', ');
  await to.query(`create temporary table carried as select ${list} from only ${like} with no data`);
  if (columns.length === 0) return;
  const source = from.query(copyTo(`copy (${query}) to stdout`));
  await pipeline(source, to.query(copyFrom(`copy pg_temp.carried (${list}) from stdin`)));
}

/** Titles of roles and the like, which belong to the schema but may have been edited. */
async function carryLookups(from: pg.ClientBase, to: pg.ClientBase, schema: Schema): Promise<void> {
  for (const { entity, rows } of schema.lookups) {
    const table = tablesOf(schema).find((one) => one.entity === entity);
    const [key] = table?.primary ?? [];
    if (!table || key === undefined) continue;
    const name = inPublic(table.name);
    const { rows: found } = await to.query<{ columns: string[] }>(
      `select array_agg(quote_ident(attname) order by attnum) as columns from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [name],
    );
    const columns = found[0]?.columns ?? [];
    const keys = rows.map((row) => pg.escapeLiteral(String(row[key]))).join(', ');
    const query = `select ${columns.join(', ')} from only ${name} where ${pg.escapeIdentifier(key)}::text in (${keys})`;
    await copyRows(from, to, query, name, columns);
    const changes = columns.map((column) => `${column} = excluded.${column}`).join(', ');
    await withoutTriggers(to, [name], () =>
      to.query(`insert into ${name} (${columns.join(', ')}) overriding system value select * from carried
        on conflict (${pg.escapeIdentifier(key)}) do update set ${changes}`),
    );
    await to.query('drop table carried');
  }
}

/** Those of the schema's own tables stand where the scenario has moved them to. */
async function carrySequences(from: pg.ClientBase, to: pg.ClientBase, schema: Schema): Promise<void> {
  const { rows } = await from.query<{ name: string }>(otherSequences, [
    tablesOf(schema).map(({ name }) => name),
  ]);
  for (const { name } of rows) {
    const { rows: states } = await from.query<{ value: string; called: boolean }>(
      `select last_value as value, is_called as called from ${name}`,
    );
    await to.query('select setval($1::regclass, $2, $3)', [name, states[0]?.value, states[0]?.called]);
  }
}

const otherSequences = `
select format('%I.%I', nspname, relname) as name
  from pg_class s join pg_namespace n on n.oid = s.relnamespace
 where s.relkind = 'S' and nspname !~ '^pg_' and nspname !~ '^seedbed_(staging$|before_)'
   and not exists (
     select from pg_class t
      where t.relnamespace = 'public'::regnamespace and t.relname = any ($1)
        and (exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = s.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid and d.deptype in ('a', 'i'))
          or exists (select from pg_attrdef f join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid
                      where f.adrelid = t.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = s.oid)))`;

/** In the order in which they were made: one may be over another. */
async function refreshViews(from: pg.ClientBase, to: pg.ClientBase): Promise<void> {
  const { rows } = await from.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where relkind = 'm' and relispopulated order by c.oid`,
  );
  for (const { name } of rows) await to.query(`refresh materialized view ${name}`);
}
