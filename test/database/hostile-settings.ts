import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { exitCodeOf, named } from '../../src/cli/exit-code.ts';

import { connectPinned } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { course } from '../../src/domains.ts';
import { SeedbedError } from '../../src/errors/error.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { planReset } from '../../src/staging/plan.ts';
import { freshDatabase } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';

export type Setting = readonly [name: string, value: string];

/** What a role or a database can be made to have, and under which everything has to be as without. */
export const harmless: readonly Setting[] = [
  ['array_nulls', 'off'],
  ['backslash_quote', 'off'],
  ['bytea_output', 'escape'],
  ['check_function_bodies', 'off'],
  ['client_encoding', 'LATIN1'],
  ['client_encoding', 'SQL_ASCII'],
  ['client_min_messages', 'debug5'],
  ['client_min_messages', 'error'],
  ['datestyle', 'SQL, DMY'],
  ['datestyle', 'German'],
  ['default_table_access_method', 'hostile'],
  ['default_tablespace', 'nowhere'],
  ['default_toast_compression', 'pglz'],
  ['default_transaction_deferrable', 'on'],
  ['default_transaction_isolation', 'serializable'],
  ['default_transaction_read_only', 'on'],
  ['escape_string_warning', 'on'],
  ['exit_on_error', 'on'],
  ['extra_float_digits', '-15'],
  ['gin_fuzzy_search_limit', '1'],
  ['idle_in_transaction_session_timeout', '500ms'],
  ['idle_session_timeout', '500ms'],
  ['intervalstyle', 'sql_standard'],
  ['lc_messages', 'C'],
  ['lc_monetary', 'C.UTF-8'],
  ['lc_numeric', 'C.UTF-8'],
  ['lc_time', 'C.UTF-8'],
  ['lo_compat_privileges', 'on'],
  ['lock_timeout', '500ms'],
  ['quote_all_identifiers', 'on'],
  ['row_security', 'off'],
  ['search_path', 'nowhere'],
  ['search_path', 'public, pg_catalog'],
  ['search_path', ''],
  ['session_replication_role', 'replica'],
  ['standard_conforming_strings', 'off'],
  ['statement_timeout', '500ms'],
  ['synchronous_commit', 'off'],
  ['temp_tablespaces', 'nowhere'],
  ['timezone', 'Pacific/Apia'],
  ['track_activities', 'off'],
  ['transaction_timeout', '500ms'],
  ['transform_null_equals', 'on'],
  ['vacuum_cost_delay', '1ms'],
  ['vacuum_freeze_min_age', '0'],
  ['xmlbinary', 'hex'],
  ['xmloption', 'document'],
];

/** What makes plans slow, and changes nothing else either. */
export const planning: readonly Setting[] = [
  ['constraint_exclusion', 'on'],
  ['cursor_tuple_fraction', '0'],
  ['default_statistics_target', '1'],
  ['enable_hashagg', 'off'],
  ['enable_hashjoin', 'off'],
  ['enable_indexscan', 'off'],
  ['enable_nestloop', 'off'],
  ['enable_seqscan', 'off'],
  ['enable_sort', 'off'],
  ['from_collapse_limit', '1'],
  ['geqo_threshold', '2'],
  ['jit_above_cost', '0'],
  ['max_parallel_workers_per_gather', '0'],
  ['plan_cache_mode', 'force_generic_plan'],
  ['work_mem', '64kB'],
  ['maintenance_work_mem', '1MB'],
];

interface Under {
  readonly version: 15 | 18;
  /** Those that a server of this version does not know are left out. */
  readonly settings: readonly Setting[];
  /** Whether the database has them, and not the role. */
  readonly ofDatabase?: boolean;
  /** Whether the role may do everything. */
  readonly superuser?: boolean;
  /** The part of the url in which settings are asked for. */
  readonly asked?: string;
}

/** What came of a command: what it says, or the exit code and what it would print. */
type Outcome = readonly [command: string, outcome: unknown];

/** What the commands make of a new database, as a role that has these settings. */
export async function outcomesUnder(under: Under): Promise<readonly Outcome[]> {
  return await asRole(under, async (own, client) => [
    ['seed', await told(() => onSession(own, seeded))],
    ['data', await datasetHash(client, course)],
    ['verify', await told(() => onSession(own, (session) => verify(session, course, { all: true })))],
    ['migrate check', await told(() => migrations(course, own).check())],
    ['reset --dry-run', await told(() => planned(own))],
  ]);
}

/** What a statement of a session comes to, as a role that has these settings. */
export async function statementUnder(under: Under, statement: string): Promise<unknown> {
  return await asRole(under, (own) => told(() => onSession(own, (session) => session.query(statement))));
}

/** Makes the role, and takes it away again. */
async function asRole<T>(
  { version, settings, ofDatabase = false, superuser = true, asked = '' }: Under,
  work: (url: string, client: pg.Client) => Promise<T>,
): Promise<T> {
  const { url, client } = await freshDatabase({ version, template: 'course' });
  const role = `hostile_${randomBytes(6).toString('hex')}`;
  await client.query(
    `create role ${role} login createdb ${superuser ? 'superuser' : ''} password 'secret';
     grant all on all tables in schema public to ${role}`,
  );
  try {
    const { rows } = await client.query<{ name: string }>('select name from pg_settings');
    const known = settings.filter(([name]) => rows.some((row) => row.name.toLowerCase() === name));
    const subject = ofDatabase ? `database ${client.database}` : `role ${role}`;
    for (const [name, value] of known) await client.query(setFor(subject, name, value));
    const own = Object.assign(new URL(url), { username: role, password: 'secret', search: asked });
    return await work(own.toString(), client);
  } finally {
    await client.query(`drop owned by ${role}; drop role ${role}`);
  }
}

async function seeded(session: pg.Client): Promise<object> {
  const { rows, parameters } = await seed(session, course, minimal, { seed: 0, now: DEFAULT_NOW });
  return { rows, parameters };
}

/** Without what differs each time: sizes and sessions. */
async function planned(url: string): Promise<object> {
  const permission = { author: { by: 'ada', commit: 'c0ffee' }, embedded: true };
  const { bytesNow, bytesNeeded, bytesFree, sessions, address, carried, ...plan } = await planReset(
    url,
    course,
    minimal,
    { seed: 7, now: DEFAULT_NOW },
    permission,
  );
  return { ...plan, carried: carried.map(({ name }) => name) };
}

export async function onSession<T>(url: string, work: (session: pg.Client) => Promise<T>): Promise<T> {
  const session = await connectPinned(url);
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}

/** What came of it, or how the command line would end. */
export async function told(work: () => Promise<object>): Promise<object> {
  try {
    return JSON.parse(JSON.stringify(await work()));
  } catch (thrown) {
    const error = named(thrown);
    const { message, hint } = error instanceof SeedbedError ? error : { message: String(error), hint: '' };
    return { code: exitCodeOf(error), message, hint };
  }
}

/** Paths are lists, and an empty one is no name. */
const setFor = (subject: string, name: string, value: string): string =>
  `alter ${subject} set ${name} = ${
    name === 'search_path' && value !== '' ? value : pg.escapeLiteral(value)
  }`;
