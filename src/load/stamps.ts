import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { isDatabaseError } from '../database/database-error.ts';
import { inPublic } from '../database/in-public.ts';
import { platformPath } from '../database/session-settings.ts';
import { underSettings } from '../database/setting.ts';
import { isOwnFunction } from '../entities/own-functions.ts';
import type { Schema } from '../entities/schema.ts';
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
  /** SQL that makes the same trigger of a temporary table that is called as its own. */
  readonly make: string;
  readonly disable: string;
  readonly enable: string;
}

/** So many rows of a table are tried. */
const TRIED = 8;
/** A time that nobody would take for the present, with a fraction. */
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
  const stamps: Stamp[] = [];
  for (const table of tables) {
    const candidates = foreign.filter((one) => one.table === table.name);
    if (candidates.length === 0) continue;
    const lines = (samples.get(table.entity) ?? []).slice(0, TRIED).map(lineOf(table));
    await aside(client, async () => {
      const times = await prepare(client, table, lines);
      for (const { make, ...candidate } of candidates) {
        const columns = await aside(client, () => stampedBy(client, { table, make, times }, schema));
        if (columns?.length) stamps.push({ ...candidate, table, columns });
      }
    });
  }
  return stamps;
}

// Bits of tgtype: 1 for each row, 2 before, 4 insert.
const candidateQuery = `
select c.relname as table, t.tgname as name, p.prosrc as source,
       format('create trigger probe before insert on pg_temp.%I%s', c.relname,
         substr(rest.def, strpos(rest.def, ' FOR EACH ROW '))) as make,
       format('alter table public.%I disable trigger %I', c.relname, t.tgname) as disable,
       format('alter table public.%I enable %s trigger %I', c.relname,
         case t.tgenabled when 'A' then 'always' else '' end, t.tgname) as enable
  from pg_class c join pg_trigger t on t.tgrelid = c.oid join pg_proc p on p.oid = t.tgfoid
 cross join lateral (
   select substr(pg_get_triggerdef(t.oid), length('CREATE TRIGGER ' || quote_ident(t.tgname)) + 1) as def
 ) as rest
 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any ($1)
   and not t.tgisinternal and t.tgenabled in ('O', 'A') and t.tgtype & 7 = 7
 order by c.relname, t.tgname`;

/** What `work` resolves to; whatever it has done is undone. Undefined where PostgreSQL has refused something. */
async function aside<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T | undefined> {
  await client.query('savepoint seedbed_probe');
  try {
    return await work();
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    return undefined;
  } finally {
    await client
      .query('rollback to savepoint seedbed_probe; release savepoint seedbed_probe')
      .catch(() => {});
  }
}

/** Makes a table of the rows to try, and resolves to its columns that are times. */
async function prepare(
  client: pg.ClientBase,
  table: Table,
  lines: readonly string[],
): Promise<readonly string[]> {
  await client.query(`create temporary table seedbed_probe as select * from ${inPublic(table.name)} limit 0`);
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_catalog.pg_attribute
      where attrelid = 'pg_temp.seedbed_probe'::pg_catalog.regclass and attnum > 0
        and atttypid = any (array['timestamptz', 'timestamp', 'date']::pg_catalog.regtype[])`,
  );
  const times = rows.map(({ name }) => name);
  if (times.length === 0) return times;
  if (lines.length === 0) {
    await client.query(
      `insert into pg_temp.seedbed_probe (${times.map(quoted)}) values (${times.map(() => PAST)})`,
    );
    return times;
  }
  const columns = table.columns.map(({ name }) => quoted(name)).join(', ');
  const stream = client.query(copyFrom(`copy pg_temp.seedbed_probe (${columns}) from stdin`));
  await pipeline(Readable.from(lines), stream);
  const past = times.map(
    (name) => `${quoted(name)} = case when ${quoted(name)} is not null then ${PAST} end`,
  );
  await client.query(`update pg_temp.seedbed_probe set ${past}`);
  return times;
}

interface Probe {
  readonly table: Table;
  readonly make: string;
  readonly times: readonly string[];
}

/** The columns that a trigger sets to the present; none where it does anything else. */
async function stampedBy(
  client: pg.ClientBase,
  { table, make, times }: Probe,
  schema: Schema,
): Promise<readonly string[]> {
  if (times.length === 0) return [];
  const name = `pg_temp.${quoted(table.name)}`;
  await client.query(
    `create temporary table ${quoted(table.name)} as select * from ${inPublic(table.name)} limit 0`,
  );
  await client.query(make);
  const before = await writesSoFar(client);
  await underSettings(client, { ...schema.loadSettings, search_path: platformPath }, () =>
    client.query(`insert into ${name} select * from pg_temp.seedbed_probe order by ctid`),
  );
  const written = (await writesSoFar(client)) - before;
  const { rows } = await client.query<{ column: string; isPresent: boolean; sent: number }>(
    `with sent as (select row_number() over (order by ctid) as place, to_jsonb(one) as row from pg_temp.seedbed_probe one),
          stored as (select row_number() over (order by ctid) as place, to_jsonb(one) as row from ${name} one)
     select a.key as column, (select count(*) from sent)::int as sent,
            bool_and(case when a.key = any ($1) then
              b.value::timestamptz between now() - interval '1 day' and clock_timestamp() + interval '1 day'
              else false end) as "isPresent"
       from sent left join stored using (place)
      cross join lateral jsonb_each_text(sent.row) as a
      left join lateral jsonb_each_text(stored.row) as b on b.key = a.key
      where a.value is distinct from b.value
      group by a.key`,
    [times],
  );
  const isMore = rows.some(({ isPresent, sent }) => isPresent !== true || written > sent);
  return isMore ? [] : rows.map(({ column }) => column);
}

/** Rows that this transaction has written, to any table: a trigger may write more than its own. */
async function writesSoFar(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ writes: number }>(
    'select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int as writes from pg_stat_xact_user_tables',
  );
  return rows[0]?.writes ?? 0;
}

/** How long to wait for others who write to a table before its triggers are left on, in milliseconds. */
const LOCK_TIMEOUT_MS = 2_000;

/**
 * Switches triggers off in the transaction that is open, as far as the role may. Resolves to those that are off, to be
 * switched on by their `enable` once no deferred constraint waits.
 */
export async function switchOff(client: pg.ClientBase, stamps: readonly Stamp[]): Promise<readonly Stamp[]> {
  const off: Stamp[] = [];
  for (const stamp of stamps) {
    await client.query('savepoint seedbed_stamp');
    try {
      await underSettings(client, { lock_timeout: `${LOCK_TIMEOUT_MS}` }, () => client.query(stamp.disable));
      off.push(stamp);
    } catch (error) {
      // Another role's table, or one that others write to: it stays as it is.
      if (!isDatabaseError(error) || !['42501', '55P03'].includes(error.code)) throw error;
      await client.query('rollback to savepoint seedbed_stamp');
    }
    await client.query('release savepoint seedbed_stamp');
  }
  return off;
}
