import { SeedbedError } from '../errors/error.ts';
import { hasAt, parseUrl, type UrlParts } from './url-parts.ts';

/** Parameters whose values are shown; that of any other could be a secret. */
const SHOWN = [
  'application_name',
  'channel_binding',
  'connect_timeout',
  'host',
  'port',
  'schema',
  'sslcert',
  'sslkey',
  'sslmode',
  'sslrootcert',
  'user',
];

/**
 * The url with `***` for whatever could be a secret, to be shown. Of a text that is not the url of a PostgreSQL
 * database nothing is shown: a password could be anywhere in it.
 *
 * @example maskedUrl('postgresql://ada:secret@localhost/course') // 'postgresql://ada:***@localhost/course'
 */
export function maskedUrl(url: string): string {
  const { parts } = parseUrl(url);
  if (parts === undefined) return '*** (not the url of a PostgreSQL database)';
  const { password, parameters } = parts;
  const query = parameters.map(({ raw, name }) => (SHOWN.includes(name) ? raw : `${raw.split('=')[0]}=***`));
  const raw = { ...parts.raw, ...(query.length > 0 && { query: query.join('&') }) };
  return joined(password === '' ? raw : { ...raw, userinfo: `${raw.userinfo?.split(':')[0]}:***` });
}

/**
 * Reads the url of a PostgreSQL database as libpq does. One without a user or a database that neither PGUSER nor
 * PGDATABASE names is refused: the driver would guess.
 *
 * @throws `bad_database_url`, which shows nothing of the url
 */
export function requireDatabaseUrl(url: string): UrlParts {
  const { parts, problem } = parseUrl(url);
  if (parts === undefined) throw badDatabaseUrl(problem);
  const user = parts.user || parametersOf(url)['user'] || process.env['PGUSER'];
  const database = parts.database || process.env['PGDATABASE'];
  if (!user || !database) throw badDatabaseUrl(`it names no ${user ? 'database' : 'user'}`);
  return parts;
}

/** The parameters of a url; of one that is there twice, the last. */
export const parametersOf = (url: string): Readonly<Record<string, string>> =>
  Object.fromEntries(parseUrl(url).parts?.parameters.map(({ name, value }) => [name, value]) ?? []);

/** The name of the database in a url, as the server has it. */
export const databaseOf = (url: string): string => parseUrl(url).parts?.database ?? '';

/**
 * The url of another database of the same server.
 *
 * @throws `bad_database_url`
 * @example withDatabase('postgresql://localhost/course', 'a/b?') // 'postgresql://localhost/a/b%3F'
 */
export function withDatabase(url: string, name: string): string {
  const { raw } = requireDatabaseUrl(url);
  return joined({ ...raw, database: pathOf(name) });
}

/**
 * A database's name in a url. Characters that may stand there as they are do so, because node-postgres does not decode
 * those; an @ is always encoded, so that it is not taken for the one behind a password.
 *
 * @example pathOf('a/b 50%?') // 'a/b%2050%25%3F'
 */
export const pathOf = (name: string): string =>
  // JavaScript's URL would take . and .. for folders.
  /(^|\/)\.\.?(\/|$)/.test(name)
    ? encodeURIComponent(name)
    : encodeURI(name).replace(/[?#@]/g, encodeURIComponent);

/** JavaScript takes a url without a host for none where a user or a port is in it. */
function joined({ scheme, userinfo, host, port, database, query }: UrlParts['raw']): string {
  const name = host === '' && (userinfo !== undefined || port !== undefined) ? 'localhost' : host;
  const authority = `${userinfo === undefined ? '' : `${userinfo}@`}${name}${port === undefined ? '' : `:${port}`}`;
  const path = database === undefined ? '' : `/${database}`;
  return `${scheme}://${authority}${path}${query === undefined ? '' : `?${query}`}`;
}

/**
 * Whether a text could hold a password, as the url of a database does, however it was mistyped.
 *
 * @example mayHoldPassword('postgresql:ada:secret@db/course') // true
 */
export function mayHoldPassword(text: string): boolean {
  // However often it was encoded.
  const decoded = text.replace(/%(?:25)*([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return hasAt(decoded) || /(^|[\s='"])postgres(ql)?:|(pass(w(or[dt]|d)?)?|pwd)\s*[=:]/i.test(decoded);
}

/**
 * Whether a text is the url of a PostgreSQL database in which nothing can be a secret.
 *
 * @example isWithoutSecrets('postgresql://ada@localhost/course') // true
 */
export function isWithoutSecrets(text: string): boolean {
  const { parts } = parseUrl(text);
  if (parts === undefined || parts.raw.userinfo?.includes(':') || parts.user.includes(':')) return false;
  return parts.parameters.every(({ name }) => SHOWN.includes(name));
}

const badDatabaseUrl = (reason: string, cause?: unknown): SeedbedError =>
  new SeedbedError('bad_database_url', {
    message: `This is not the url of a PostgreSQL database: ${reason}. It is not shown, because it may hold a password.`,
    details: { reason },
    cause,
  });
