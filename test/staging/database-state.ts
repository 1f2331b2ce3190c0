import pg from 'pg';

/** What a database holds, as far as it is the same after each run of a command. */
export interface DatabaseState {
  /** A hash of the rows of each table in `public`. */
  readonly rows: Readonly<Record<string, string>>;
  readonly migrations: readonly string[];
  /** How many indexes, constraints and triggers there are in `public`. */
  readonly structure: string;
  readonly label: string | null;
  /** How many resets its history tells of. */
  readonly resets: number;
}

/** Reads it in one moment. */
export async function databaseState(client: pg.Client): Promise<DatabaseState> {
  await client.query('begin isolation level repeatable read read only');
  const one = async (sql: string): Promise<string> => {
    const { rows } = await client.query<{ value: string }>(sql);
    return rows[0]?.value ?? '';
  };
  const exists = async (table: string) => (await one(`select to_regclass('${table}')::text as value`)) !== '';
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'mikro_orm_migrations'`,
  );
  const rows: Record<string, string> = {};
  for (const { name } of tables)
    rows[name] = await one(
      `select md5(coalesce(string_agg(r::text, ',' order by r::text collate "C"), '')) as value
         from public.${pg.escapeIdentifier(name)} r`,
    );
  const migrations = (await exists('public.mikro_orm_migrations'))
    ? await one(`select string_agg(name, ',' order by name) as value from public.mikro_orm_migrations`)
    : '';
  const staged = await exists('seedbed_staging.label');
  const state = {
    rows,
    migrations: migrations.split(','),
    structure: await one(counts),
    label: staged ? await one(`select environment as value from seedbed_staging.label`) : null,
    resets: staged ? Number(await one(`select count(*) as value from seedbed_staging.history`)) : 0,
  };
  await client.query('commit');
  return state;
}

const counts = `select concat_ws(' ',
    (select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'i'),
    (select count(*) from pg_constraint where connamespace = 'public'::regnamespace),
    (select count(*) from pg_trigger t join pg_class c on c.oid = tgrelid
      where c.relnamespace = 'public'::regnamespace and tgenabled = 'O')) as value`;
