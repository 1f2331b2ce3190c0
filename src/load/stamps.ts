import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { isDatabaseError } from '../database/database-error.ts';
import { platformPath, sessionSettings } from '../database/session-settings.ts';
import { settingsQuery, underSettings } from '../database/setting.ts';
import { LOAD_LOCK_TIMEOUT_MS } from '../database/timeouts.ts';
import { isOwnFunction } from '../entities/own-functions.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName, nameOfClass, partsOfName } from '../entities/table-name.ts';
import type { Rows } from './sink.ts';
import { type Table, tablesOf } from './table.ts';
import { lineOf } from './text.ts';

const { escapeIdentifier: quoted } = pg;

/** A trigger that sets times of new rows to the present, whatever was sent, and does nothing else. */
export interface Stamp {
  readonly table: Table;
  readonly name: string;
  /** The columns that it sets. */
  readonly columns: readonly string[];
  /** SQL that switches it off. */
  readonly disable: string;
  /** SQL that switches it on as it was. */
  readonly enable: string;
}

interface Candidate {
  readonly table: string;
  readonly name: string;
  /** The source of its function. */
  readonly source: string;
  /** The columns of the table that are times. */
  readonly times: readonly string[];
  /** SQL that makes the same trigger of a temporary table that is called as its own. */
  readonly make: string;
  readonly disable: string;
  readonly enable: string;
}

/** So many rows of a table are tried. */
const TRIED = 8;
/** A time that is not taken for the present, with a fraction. */
const PAST = `timestamptz '2001-02-03 04:05:06.789012Z'`;

/**
 * Finds the triggers that stamp, by what they do: each is tried alone, with rows as they will be sent but with times
 * long past, on temporary tables that are gone afterwards. Functions of the schema itself are known, and left out.
 *
 * @param samples some rows of each table; where there are none, a row without other values is tried
 * @example (await findStamps(client, course, rows)).map(({ table, columns }) => [table.name, columns])
 */
export async function findStamps(
  client: pg.ClientBase,
  schema: Schema,
  samples: Rows,
): Promise<readonly Stamp[]> {
  const tables = tablesOf(schema);
  const { rows } = await client.query<Candidate>(candidateQuery, [tables.map(({ name }) => name)]);
  const foreign = rows.filter(({ source }) => !isOwnFunction(schema, source));
  const byTable = Map.groupBy(foreign, ({ table }) => table);
  const stamps: Stamp[] = [];
  for (const table of tables) {
    const [first, ...others] = byTable.get(table.name) ?? [];
    if (!first) continue;
    const lines = (samples.get(table.entity) ?? []).slice(0, TRIED).map(lineOf(table));
    await aside(client, copyOf(table, 'seedbed_probe'), async () => {
      await fillProbe(client, table, lines, first.times);
      for (const { make, times, ...candidate } of [first, ...others]) {
        const columns = await aside(
          client,
          probe(schema, table, make, times),
          (rows) => rows[0]?.['columns'],
        );
        if (columns) stamps.push({ ...candidate, table, columns });
      }
    });
  }
  return stamps;
}

// Bits of tgtype: 1 for each row, 2 before, 4 insert.
const candidateQuery = `
select ${nameOfClass('c')} as table, t.tgname as name, p.prosrc as source, stored.times,
       format('create trigger probe before insert on pg_temp.%I%s', c.relname,
         substr(rest.def, strpos(rest.def, ' FOR EACH ROW '))) as make,
       format('alter table %s disable trigger %I', own.name, t.tgname) as disable,
       format('alter table %s enable %s trigger %I', own.name,
         case t.tgenabled when 'A' then 'always' else '' end, t.tgname) as enable
  from pg_class c join pg_trigger t on t.tgrelid = c.oid join pg_proc p on p.oid = t.tgfoid
 cross join lateral (
   select format('%I.%I', nspname, c.relname) as name from pg_namespace where oid = c.relnamespace
 ) as own
 cross join lateral (
   select substr(pg_get_triggerdef(t.oid), length('CREATE TRIGGER ' || quote_ident(t.tgname)) + 1) as def
 ) as rest
 cross join lateral (
   select array_agg(attname::text) as times from pg_attribute
    where attrelid = c.oid and attnum > 0 and not attisdropped
      and atttypid = any (array['timestamptz', 'timestamp', 'date']::regtype[])
 ) as stored
 where c.relkind in ('r', 'p') and ${nameOfClass('c')} = any ($1)
   and not t.tgisinternal and t.tgenabled in ('O', 'A') and t.tgtype & 7 = 7 and stored.times is not null
 order by c.relname, t.tgname`;

/** SQL for a temporary table like another one, without its constraints. */
const copyOf = ({ name }: Table, copy: string): string =>
  `create temporary table ${quoted(copy)} as select * from ${fullName(name)} limit 0`;

/** The rows of some statements' last one, as `work` reads them; all is undone. Undefined where PostgreSQL refuses something. */
async function aside<T>(
  client: pg.ClientBase,
  statements: string,
  work: (rows: readonly pg.QueryResultRow[]) => Promise<T> | T,
): Promise<T | undefined> {
  try {
    // Several statements have a result each, which the types of pg do not say.
    const results: unknown = await client.query(`savepoint seedbed_probe; ${statements}`);
    return await work((results as pg.QueryResult[]).at(-1)?.rows ?? []);
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    return undefined;
  } finally {
    await client
      .query('rollback to savepoint seedbed_probe; release savepoint seedbed_probe')
      .catch(() => {});
  }
}

/** Fills the table of the rows to try. */
async function fillProbe(
  client: pg.ClientBase,
  table: Table,
  lines: readonly string[],
  times: readonly string[],
): Promise<void> {
  if (lines.length > 0) {
    const columns = table.columns.map(({ name }) => quoted(name)).join(', ');
    const stream = client.query(copyFrom(`copy pg_temp.seedbed_probe (${columns}) from stdin`));
    await pipeline(Readable.from(lines), stream);
  }
  const past = times.map(
    (name) => `${quoted(name)} = case when ${quoted(name)} is not null then ${PAST} end`,
  );
  await client.query(
    lines.length > 0
      ? `update pg_temp.seedbed_probe set ${past}`
      : `insert into pg_temp.seedbed_probe (${times.map(quoted)}) values (${times.map(() => PAST)})`,
  );
}

/** Rows that this transaction has written, to any table: a trigger may write more than its own. */
const written = `(
  select coalesce(sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
                      + pg_stat_get_xact_tuples_deleted(oid)), 0)
    from pg_class where relkind = 'r' and relnamespace <> 'pg_catalog'::regnamespace)`;

/** SQL that lets a trigger alone see the rows, and has the columns that it sets to the present; no row where it does anything else. */
function probe(schema: Schema, table: Table, make: string, times: readonly string[]): string {
  const { name } = partsOfName(table.name);
  const copy = `pg_temp.${quoted(name)}`;
  return [
    copyOf(table, name),
    make,
    `select set_config('seedbed.written', ${written}::text, true)`,
    settingsQuery({ ...schema.loadSettings, search_path: platformPath }),
    `insert into ${copy} select * from pg_temp.seedbed_probe order by ctid`,
    settingsQuery({ search_path: sessionSettings.search_path }),
    `with sent as (select row_number() over (order by ctid) as place, to_jsonb(one) as row from pg_temp.seedbed_probe one),
          stored as (select row_number() over (order by ctid) as place, to_jsonb(one) as row from ${copy} one)
     select array_agg(distinct a.key) as columns
       from sent left join stored using (place)
      cross join lateral jsonb_each_text(sent.row) as a
       left join lateral jsonb_each_text(stored.row) as b on b.key = a.key
      where a.value is distinct from b.value
     having bool_and(case when a.key = any (array[${times.map(pg.escapeLiteral)}]) and b.value is not null then
              b.value::timestamptz between now() - interval '1 day' and clock_timestamp() + interval '1 day'
              else false end)
        and ${written} - current_setting('seedbed.written')::bigint <= (select count(*) from sent)`,
  ].join('; ');
}

/**
 * Switches triggers off in the transaction that is open, as far as the role may. Resolves to those that are off, to be
 * switched on by their `enable` once no deferred constraint waits.
 */
export async function switchOff(client: pg.ClientBase, stamps: readonly Stamp[]): Promise<readonly Stamp[]> {
  if (stamps.length === 0) return [];
  return await underSettings(client, { lock_timeout: `${LOAD_LOCK_TIMEOUT_MS}` }, async () => {
    const off: Stamp[] = [];
    for (const stamp of stamps) {
      try {
        await client.query(`savepoint seedbed_stamp; ${stamp.disable}; release savepoint seedbed_stamp`);
        off.push(stamp);
      } catch (error) {
        // Another role's table, or one that others write to: it stays as it is.
        if (!isDatabaseError(error) || !['42501', '55P03'].includes(error.code)) throw error;
        await client.query('rollback to savepoint seedbed_stamp; release savepoint seedbed_stamp');
      }
    }
    return off;
  });
}
