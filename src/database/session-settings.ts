import type pg from 'pg';
import { SeedbedError } from '../errors/error.ts';
import { isForeign, requireNoForeignCode } from './foreign-code.ts';

/**
 * What holds in every connection that seedbed opens for itself, whatever the role, the database or the environment
 * have set: no object of others comes before PostgreSQL's own, every value has one form as text, and nothing that is
 * sent means something else. The one place for these settings.
 */
export const sessionSettings = {
  // What has no schema is PostgreSQL's own; temporary objects come last.
  search_path: 'pg_catalog, pg_temp',
  // How values and names are written and read.
  client_encoding: 'UTF8',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  extra_float_digits: '1',
  bytea_output: 'hex',
  lc_monetary: 'C',
  lc_numeric: 'C',
  lc_time: 'C',
  xmlbinary: 'base64',
  xmloption: 'content',
  array_nulls: 'on',
  quote_all_identifiers: 'off',
  // What statements mean.
  standard_conforming_strings: 'on',
  backslash_quote: 'safe_encoding',
  transform_null_equals: 'off',
  row_security: 'on',
  gin_fuzzy_search_limit: '0',
  synchronize_seqscans: 'off',
  restrict_nonsystem_relation_kind: '',
  // What transactions are.
  default_transaction_read_only: 'off',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  exit_on_error: 'off',
  // What is made, and where.
  check_function_bodies: 'on',
  default_table_access_method: 'heap',
  default_tablespace: '',
  temp_tablespaces: '',
  // Plans in a form of their own would change what `explain` prints.
  force_parallel_mode: 'off',
  debug_parallel_query: 'off',
  // Compiling takes longer than any query of ours, where it is not bounded.
  jit: 'off',
  client_min_messages: 'notice',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  transaction_timeout: '0',
} as const;

/**
 * The search path for statements that write rows: triggers and checks of a platform may need `public`. Such a statement
 * calls no function and no operator of its own that is not named with its schema.
 */
export const platformPath = 'pg_catalog, public, pg_temp';

/** Those that count where the url or PGOPTIONS asks for them: limits, and not to write. */
const askable = [
  'default_transaction_read_only',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'idle_session_timeout',
  'transaction_timeout',
];

/** Those that only superusers may set, and under which rows would be written unchecked. */
const demanded = { session_replication_role: 'origin' } as const;

/**
 * SharedParents the settings of a connection that has just been opened, in one statement, whose functions are named with their
 * schema. What a server of another version does not know is left out.
 *
 * @param asked names of settings that the url or the environment asks for
 * @param path another search path
 * @param only the process of the server that has to answer; where another one does, nothing is set
 * @returns whether the settings are pinned
 * @throws `setting_in_the_way` where one cannot be pinned that matters; `foreign_code`
 * @example await pinSession(client, new Set(['statement_timeout']), 4711);
 */
export async function pinSession(
  client: pg.ClientBase,
  asked: ReadonlySet<string>,
  only: number,
  path: string = sessionSettings.search_path,
): Promise<boolean> {
  const pinned = Object.entries({ ...sessionSettings, search_path: path }).filter(
    ([name]) => !(askable.includes(name) && asked.has(name)),
  );
  const { rows } = await client.query<Record<string, string>>(
    `select ${[...pinned.map(pin), ...Object.keys(demanded).map(show), others].join(', ')}
      where pg_catalog.pg_backend_pid() operator(pg_catalog.=) ${only}`,
  );
  if (!rows[0]) return false;
  for (const [name, value] of Object.entries(demanded)) {
    const found = rows[0][name] ?? '';
    if (found === value) continue;
    await client.query(`set ${name} = ${value}`).catch((error: unknown) => {
      throw error instanceof Error
        ? new SeedbedError('setting_in_the_way', {
            message: `${name} is '${found}' in this database for this role, which may not change it (${error.message}).`,
            hint: `Let a superuser set it to '${value}' for the role and the database, or connect as another role.`,
            details: { setting: name, value: found },
            cause: error,
          })
        : error;
    });
  }
  // Under a path of others nothing can be asked; who connects so has connected under ours before.
  if (rows[0]['others'] === 'true' && path === sessionSettings.search_path)
    await requireNoForeignCode(client);
  return true;
}

/** Names and values are ours, without quotes in them. */
const pin = ([name, value]: readonly [string, string]): string =>
  `case when pg_catalog.current_setting('${name}', true) is not null then pg_catalog.set_config('${name}', '${value}', false) end`;

/** Whether there are functions that must not run with our rights. Asked along, it costs no round trip where there are none. */
const others = `(exists (select from pg_catalog.pg_proc p where ${isForeign}))::pg_catalog.text as others`;

const show = (name: string): string => `pg_catalog.current_setting('${name}') as ${name}`;
