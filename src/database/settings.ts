import { closest, distance } from 'fastest-levenshtein';
import pg from 'pg';
import { z } from 'zod';
import { SeedbedError } from '../errors/error.ts';
import { BoundClient } from './channel-binding.ts';
import { tlsModes, tlsOptions } from './tls.ts';
import { mayHoldPassword, parametersOf, requireDatabaseUrl } from './url.ts';

/** As the driver has them; pools make their clients by `Client`. */
export interface ClientOptions extends pg.ClientConfig {
  /** Refuses a server that does not bind passwords to the encrypted connection. */
  readonly Client?: typeof pg.Client;
}

/** What the url and the environment say about the connections to a database. */
export interface ConnectionSettings {
  /** For a client of the driver, or a pool. */
  readonly client: ClientOptions;
  /** For pools, which MikroORM names in the same way. */
  readonly pool: { readonly max: number; readonly min: number; readonly idleTimeoutMillis: number };
  /** The names of the server's settings that the url or the environment asks for. */
  readonly asked: ReadonlySet<string>;
  /** For how many milliseconds a connection is tried again while the server is not there. */
  readonly retry: number;
}

const text = z.string();

const whole = (least: number, most: number, unit = '') =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .describe(`a whole number${unit && ` of ${unit}`} from ${least} to ${most}`);

const seconds = (most: number) => whole(0, most, 'seconds');
const milliseconds = whole(0, 999_999_999, 'milliseconds');
const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values).describe(values.join(', '));

/** By the names that libpq or the driver have for them in urls; what neither knows comes from the environment alone. */
const schema = z
  .object({
    application_name: text.describe('a text'),
    channel_binding: oneOf('disable', 'prefer', 'require'),
    client_encoding: z
      .string()
      .regex(/^utf-?8$/i)
      .describe('UTF8'),
    connect_timeout: seconds(86_400),
    fallback_application_name: text.describe('a text'),
    host: text.describe('a host, or the folder of a socket'),
    idle_in_transaction_session_timeout: milliseconds,
    keepalives: oneOf('0', '1'),
    keepalives_idle: seconds(86_400),
    lock_timeout: milliseconds,
    options: text.describe('-c name=value …'),
    password: text.describe('a text'),
    port: whole(1, 65_535),
    query_timeout: milliseconds,
    sslcert: text.describe('a file'),
    sslkey: text.describe('a file'),
    sslmode: oneOf(...tlsModes),
    sslpassword: text.describe('a text'),
    sslrootcert: text.describe('a file, or system'),
    statement_timeout: milliseconds,
    uselibpqcompat: oneOf('true'),
    user: text.describe('a role'),
    pool_max: whole(1, 10_000),
    pool_min: whole(0, 10_000),
    pool_idle_timeout: seconds(86_400),
    connect_retry: seconds(86_400),
  })
  .partial();

type Name = keyof typeof schema.shape;

/** What the environment calls them. Whatever else begins with PG is between the driver and libpq. */
const variables: Partial<Record<Name, string>> = {
  application_name: 'PGAPPNAME',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  port: 'PGPORT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  pool_max: 'SEEDBED_POOL_MAX',
  pool_min: 'SEEDBED_POOL_MIN',
  pool_idle_timeout: 'SEEDBED_POOL_IDLE_TIMEOUT',
  connect_retry: 'SEEDBED_CONNECT_RETRY',
};

/** What urls have for other programs too, Prisma and libpq, and what does not matter here. */
const passedOver: readonly string[] = [
  'connection_limit',
  'gssencmode',
  'keepalives_count',
  'keepalives_interval',
  'load_balance_hosts',
  'pgbouncer',
  'pool_timeout',
  'schema',
  'socket_timeout',
  'statement_cache_size',
  'target_session_attrs',
  'tcp_user_timeout',
];

/** A setting as users write it; the documentation has a row for each. */
export interface Setting {
  /** In the url. */
  readonly parameter?: string;
  /** In the environment. */
  readonly variable?: string;
  /** What it takes, as the end of a sentence. */
  readonly takes: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings of connections to a database: parameters of its url, or else variables of the environment.
 * Empty ones count as unset.
 *
 * @throws `bad_database_url`, and `bad_setting` or `unknown_setting`, which show no password
 * @example connectionSettings('postgresql://ada@localhost/course?sslmode=require').client.ssl
 */
export function connectionSettings(url: string, environment: Environment = process.env): ConnectionSettings {
  const parts = requireDatabaseUrl(url);
  const inUrl = parametersOf(url);
  const names = Object.keys(schema.shape).filter(isName);
  requireKnown(
    Object.keys(inUrl).filter((name) => !passedOver.includes(name)),
    names.filter(isForUrl),
    (name) => `${name} in the url`,
  );
  const own = Object.values(variables).filter((variable) => ownVariable.test(variable));
  requireKnown(
    Object.keys(environment).filter((variable) => ownVariable.test(variable)),
    own,
    (name) => name,
  );

  const given = new Map<Name, { readonly source: string; readonly value: string }>();
  for (const name of names) {
    const variable = variables[name] ?? '';
    if (inUrl[name]) given.set(name, { source: `${name} in the url`, value: inUrl[name] });
    else if (environment[variable]) given.set(name, { source: variable, value: environment[variable] });
  }
  const refuse = (name: Name, allowed = describe(name), cause?: Error): never => {
    const { source = variables[name] ?? name } = given.get(name) ?? {};
    throw badSetting(source, allowed, cause);
  };
  const parsed = schema.safeParse(Object.fromEntries([...given].map(([name, { value }]) => [name, value])));
  if (!parsed.success)
    return refuse(names.find((name) => name === parsed.error.issues[0]?.path[0]) ?? 'host');

  const { pool_max: max = 10, pool_min: min = 0, pool_idle_timeout: idle = 10, ...set } = parsed.data;
  if (min > max) refuse('pool_min', `at most the ${max} of ${variables.pool_max}`);
  const { host, port, user, database, password } = new pg.Client({
    host: set.host ?? parts.host,
    port: set.port ?? (Number(parts.port) || undefined),
    user: set.user ?? parts.user,
    password: set.password ?? parts.password,
    database: parts.database,
    ssl: false,
    sslnegotiation: 'postgres',
  });
  // libpq takes a whole url for the name of a database, which would be shown as one.
  for (const [name, value] of Object.entries({ PGHOST: host, PGUSER: user, PGDATABASE: database })) {
    if (environment[name] === value && mayHoldPassword(value ?? ''))
      throw badSetting(name, 'a name only; the url of a database is in DATABASE_URL');
  }
  const ssl = tlsOptions(set, host, refuse);
  const { channel_binding: binding = 'disable' } = set;
  if (binding === 'require' && !ssl) refuse('channel_binding', 'require with an encrypted connection only');
  return {
    client: {
      host,
      port,
      ...(user && { user }),
      ...(database && { database }),
      ...(password && { password }),
      ...passedOn(set),
      ssl,
      // Otherwise the driver would ask the environment, which may mean other servers.
      client_encoding: 'UTF8',
      ...(!ssl && { sslnegotiation: 'postgres' as const }),
      keepAlive: set.keepalives !== '0',
      ...(set.keepalives_idle !== undefined && { keepAliveInitialDelayMillis: set.keepalives_idle * 1000 }),
      ...(set.connect_timeout !== undefined && { connectionTimeoutMillis: set.connect_timeout * 1000 }),
      ...(binding !== 'disable' && { enableChannelBinding: true }),
      ...(binding === 'require' && { Client: BoundClient }),
    },
    pool: { max, min, idleTimeoutMillis: idle * 1000 },
    asked: askedIn(set, environment),
    retry: (set.connect_retry ?? 10) * 1000,
  };
}

/** What the server itself is asked for: parameters of their own, and `-c name=value` or `--name=value` in `options`. */
function askedIn(set: z.output<typeof schema>, environment: Environment): ReadonlySet<string> {
  const options = set.options ?? environment['PGOPTIONS'] ?? '';
  const named = [...options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)\s*=/g)].map(([, name = '']) =>
    name.replaceAll('-', '_').toLowerCase(),
  );
  return new Set([...timeouts.filter((name) => set[name] !== undefined), ...named]);
}

const timeouts = ['idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout'] as const;

/** What the driver has under the same name. */
function passedOn(set: z.output<typeof schema>): ClientOptions {
  const { application_name, fallback_application_name, client_encoding, options } = set;
  const { statement_timeout, lock_timeout, idle_in_transaction_session_timeout, query_timeout } = set;
  return Object.fromEntries(
    Object.entries({
      application_name,
      fallback_application_name,
      client_encoding,
      options,
      statement_timeout,
      lock_timeout,
      idle_in_transaction_session_timeout,
      query_timeout,
    }).filter(([, value]) => value !== undefined),
  );
}

/** A client that is not connected. */
export const driverClient = ({ Client = pg.Client, ...options }: ClientOptions): pg.Client =>
  new Client(options);

/** All settings, in the order of their names. */
export const settings = (): readonly Setting[] =>
  Object.keys(schema.shape)
    .filter(isName)
    .map((name) => ({
      ...(isForUrl(name) && { parameter: name }),
      ...(variables[name] !== undefined && { variable: variables[name] }),
      takes: describe(name),
    }));

const ownVariable = /^SEEDBED_(POOL|CONNECT)_/;

const isName = (name: string): name is Name => name in schema.shape;
const isForUrl = (name: Name): boolean => !ownVariable.test(variables[name] ?? '');
const describe = (name: Name): string => schema.shape[name].unwrap().description ?? '';

function requireKnown(
  given: readonly string[],
  known: readonly string[],
  called: (name: string) => string,
): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = closest(unknown, known);
  throw unknownSetting(called(unknown), known, distance(unknown, nearest) <= 3 ? nearest : undefined);
}

/**
 * A setting of connections that cannot be as the url or the environment has it. Its value is not shown: it could be a secret.
 *
 * @param allowed what it takes, as the end of a sentence
 */
function badSetting(setting: string, allowed: string, cause?: unknown): SeedbedError {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return new SeedbedError('bad_setting', {
    message: `${setting} has a value that it does not take${reason}.`,
    hint: `It takes ${allowed}.`,
    details: { setting },
    cause,
  });
}

/**
 * There is no setting of connections of that name.
 *
 * @param nearest the name that looks most like it, where one does
 */
function unknownSetting(
  setting: string,
  known: readonly string[],
  nearest: string | undefined,
): SeedbedError {
  const guess = nearest === undefined ? '' : `Did you mean ${nearest}? `;
  return new SeedbedError('unknown_setting', {
    message: `There is no setting ${setting}.`,
    hint: `${guess}There are: ${known.join(', ')}.`,
    details: { setting },
  });
}
