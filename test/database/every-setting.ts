import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { fingerprint, readCatalog } from '../../src/database/catalog.ts';
import { migrations } from '../../src/database/migrate.ts';
import { sessionSettings } from '../../src/database/session-settings.ts';
import { boardroom } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { minimal } from '../../src/seeders/boardroom/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { planReset } from '../../src/staging/plan.ts';
import { freshDatabase } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { onSession, type Setting, told } from './hostile-settings.ts';

/** How a setting is made to hold for the owner of a database: who fills and checks it then, or reads what is there. */
export const ways = ['alter role', 'alter database'] as const;
export type Way = (typeof ways)[number];

/** Values that a text setting may be made to have. */
const texts: Readonly<Record<string, readonly string[]>> = {
  DateStyle: ['SQL, DMY', 'German, YMD', 'Postgres, MDY'],
  TimeZone: ['Pacific/Apia', 'America/St_Johns'],
  application_name: ['"; drop table x; --'],
  backtrace_functions: ['exec_simple_query'],
  client_encoding: ['LATIN1', 'SQL_ASCII', 'EUC_JP'],
  createrole_self_grant: ['set, inherit'],
  default_table_access_method: ['hostile'],
  default_tablespace: ['nowhere'],
  default_text_search_config: ['pg_catalog.simple'],
  dynamic_library_path: ['/nowhere'],
  extension_control_path: ['/nowhere'],
  extension_destdir: ['/nowhere'],
  lc_messages: ['C'],
  lc_monetary: ['C'],
  lc_numeric: ['C'],
  lc_time: ['C'],
  local_preload_libraries: ['nowhere'],
  restrict_nonsystem_relation_kind: ['view, foreign-table'],
  search_path: ['nowhere', 'public, pg_catalog', ''],
  session_preload_libraries: ['nowhere'],
  temp_tablespaces: ['nowhere'],
  timezone_abbreviations: ['India'],
  wal_consistency_checking: ['all'],
};

/** So short that work which is not freed from it ends, and not before a session begins. */
const limits = /_timeout$/;

/** What shapes values and statements, and not only plans, logs and resources. */
const shaping =
  /^(Client Connection Defaults|Version and Platform Compatibility|Error Handling|Developer Options)/;

/** A setting with a value that it does not have by itself. */
export interface HostileSetting {
  readonly setting: Setting;
  readonly isShaping: boolean;
}

/** Each setting that a role or database may be given, with each kind of value that it may have. */
export async function everySetting(client: pg.ClientBase): Promise<readonly HostileSetting[]> {
  const { rows } = await client.query<{
    name: string;
    setting: string;
    category: string;
    vartype: 'bool' | 'enum' | 'integer' | 'real' | 'string';
    least: string;
    most: string;
    values: string[] | null;
  }>(`select name, setting, category, vartype, min_val as least, max_val as most, enumvals as values from pg_settings
       where context in ('user', 'superuser') and name !~ '^transaction_(isolation|read_only|deferrable)$' order by name`);
  return rows.flatMap(({ name, setting, category, vartype, least, most, values }) => {
    const all = {
      bool: [setting === 'on' ? 'off' : 'on'],
      enum: (values ?? []).filter((_, i, { length }) => length < 5 || i === 0 || i === length - 1),
      integer: limits.test(name) ? ['500', most] : [least, most],
      real: [least, most],
      string: texts[name] ?? [],
    }[vartype];
    if (vartype === 'string' && all.length === 0) throw new Error(`no value is known for ${name}`);
    return all
      .filter((value) => value !== setting)
      .map((value) => ({ setting: [name, value], isShaping: shaping.test(category) }));
  });
}

type Outcomes = Readonly<Record<string, unknown>>;

/** A database in which one setting after the other is tried. */
export class SettingsDatabase {
  readonly client: pg.Client;
  readonly #way: Way;
  /** The role that owns it, and its url. */
  readonly #role: string;
  readonly #own: string;

  private constructor(way: Way, client: pg.Client, role: string, own: string) {
    this.client = client;
    this.#way = way;
    this.#role = role;
    this.#own = own;
  }

  static async make(version: 15 | 18, way: Way): Promise<SettingsDatabase> {
    const { url, client } = await freshDatabase({ version });
    const name = pg.escapeIdentifier(client.database ?? '');
    const role = `hostile_${randomBytes(6).toString('hex')}`;
    await client.query(
      `create role ${role} login createdb password 'secret'; alter database ${name} owner to ${role}`,
    );
    const own = Object.assign(new URL(url), { username: role, password: 'secret' }).toString();
    await migrations(boardroom, own).up();
    return new SettingsDatabase(way, client, role, own);
  }

  /** What the commands make of it as it is. */
  async outcomes({ isShaping } = { isShaping: true }): Promise<Outcomes> {
    return this.#way === 'alter role' ? await this.#filled() : await this.#read(isShaping);
  }

  /** The same while a setting holds. Undefined where PostgreSQL does not allow its value. */
  async outcomesUnder(hostile: HostileSetting): Promise<Outcomes | undefined> {
    const [name, value] = hostile.setting;
    const subject = this.#way === 'alter role' ? this.#role : pg.escapeIdentifier(this.client.database ?? '');
    const to = name === 'search_path' && value !== '' ? value : pg.escapeLiteral(value);
    try {
      await this.client.query(`${this.#way} ${subject} set ${name} = ${to}`);
    } catch {
      return undefined;
    }
    const outcomes = await this.outcomes(hostile);
    await this.client.query(`${this.#way} ${subject} reset ${name}`);
    return outcomes;
  }

  async drop(): Promise<void> {
    await this.client.query(
      `reassign owned by ${this.#role} to current_user; drop owned by ${this.#role}; drop role ${this.#role}`,
    );
  }

  async #filled(): Promise<Outcomes> {
    const outcomes = {
      ...(await told(() =>
        onSession(this.#own, async (session) => ({
          settings: await pinnedSettings(session),
          values: (await session.query(values)).rows,
          seed: (await seed(session, boardroom, minimal, { seed: 0, now: DEFAULT_NOW })).rows,
          verify: await verify(session, boardroom, { all: true }),
        })),
      )),
      data: await datasetHash(this.client, boardroom),
    };
    await this.client.query('truncate public.users cascade');
    return outcomes;
  }

  async #read(isShaping: boolean): Promise<Outcomes> {
    return {
      ...(await told(() =>
        onSession(this.#own, async (session) => ({
          settings: await pinnedSettings(session),
          values: (await session.query(values)).rows,
          catalog: fingerprint(await readCatalog(session, boardroom)),
        })),
      )),
      'migrate status': await told(() => migrations(boardroom, this.#own).status()),
      // It takes longest.
      ...(isShaping && { 'reset --dry-run': await told(() => this.#planned()) }),
    };
  }

  /** Without what differs each time: sizes and sessions. */
  async #planned(): Promise<object> {
    const permission = { author: { by: 'ada', commit: 'c0ffee' }, embedded: true };
    const dataset = { seed: 7, now: DEFAULT_NOW };
    const { bytesNow, bytesNeeded, bytesFree, sessions, address, ...plan } = await planReset(
      this.#own,
      boardroom,
      minimal,
      dataset,
      permission,
    );
    return plan;
  }
}

/** What holds in a session of ours, of all that is pinned. */
async function pinnedSettings(session: pg.Client): Promise<unknown> {
  const { rows } = await session.query(
    `select lower(name) as name, setting from pg_catalog.pg_settings
      where pg_catalog.lower(name) operator(pg_catalog.=) any ($1) order by 1`,
    [[...Object.keys(sessionSettings), 'session_replication_role']],
  );
  return rows;
}

/** Values whose text, and a statement whose meaning, are another one under some setting. */
const values = `
  select 0.1::float8 * 3 as float, '2024-02-03 04:05:06+07'::timestamptz::text as time, '2024-02-03'::date::text as date,
         '-1 mon 2 days -03:04:05.6'::interval::text as span, '\\x00ff41'::bytea::text as bytes, '1234.5'::money::text as money,
         '{NULL}'::text[] as list, 'a\\\\b' as text, null = null as compared, xmlelement(name a, '\\x0102'::bytea)::text as xml,
         quote_ident('plain') as name, to_char('2024-02-03'::date, 'TMMonth') as month`;
