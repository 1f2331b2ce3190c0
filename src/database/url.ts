import { BadDatabaseUrlError } from '../errors/bad-database-url.ts';

const secretParameters = ['password', 'sslpassword'];

/**
 * The url with `***` for the password, to be shown. Of what is no proper url, everything before the last `@`
 * is hidden but the scheme, and what follows `password=`.
 *
 * @example maskedUrl('postgresql://ada:secret@localhost/course') // 'postgresql://ada:***@localhost/course'
 */
export function maskedUrl(url: string): string {
  const parsed = parse(url);
  if (parsed === undefined) {
    return url
      .replace(/^([a-z+]+:\/\/)?.*@/is, '$1***@')
      .replace(/(password\s*=\s*)('[^']*'|\S+)/gi, '$1***');
  }
  if (parsed.password !== '') parsed.password = '***';
  for (const name of secretParameters)
    if (parsed.searchParams.has(name)) parsed.searchParams.set(name, '***');
  return parsed.toString();
}

/**
 * Refuses what cannot be the url of a PostgreSQL database, and one without a user or a database that neither
 * PGUSER nor PGDATABASE names: the driver would guess.
 *
 * @throws BadDatabaseUrlError without the password.
 */
export function requireDatabaseUrl(url: string): void {
  const parsed = parse(url);
  if (parsed === undefined) throw new BadDatabaseUrlError(maskedUrl(url));
  const { username, pathname, searchParams } = parsed;
  const user = username || searchParams.get('user') || process.env['PGUSER'];
  const database = pathname.slice(1) || process.env['PGDATABASE'];
  if (user && database) return;
  const cause = new Error(`it names no ${user ? 'database' : 'user'}`);
  throw new BadDatabaseUrlError(maskedUrl(url), { cause });
}

/** The parameters of a url; of one that is there twice, the last. */
export const parametersOf = (url: string): Readonly<Record<string, string>> =>
  Object.fromEntries(parse(url)?.searchParams ?? []);

/** The url without some parameters, the rest of it as it was. */
export function withoutParameters(url: string, names: readonly string[]): string {
  const [start = '', query = ''] = url.split(/\?(.*)/s);
  const kept = query.split('&').filter((one) => !names.some((name) => new URLSearchParams(one).has(name)));
  return query === '' || kept.length === 0 ? start : `${start}?${kept.join('&')}`;
}

/**
 * The url of another database of the same server.
 *
 * @example withDatabase('postgresql://localhost/course', 'other') // 'postgresql://localhost/other'
 */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(withHost(url));
  changed.pathname = `/${encodeURI(name)}`;
  return changed.toString();
}

/** An unescaped `#` or `?` in a password cuts it in two, and the rest looks like a fragment or a query. */
function parse(url: string): URL | undefined {
  const complete = withHost(url);
  if (!URL.canParse(complete)) return undefined;
  const parsed = new URL(complete);
  const isProper = isPostgres(parsed) && parsed.hash === '' && !parsed.search.includes('@');
  return isProper ? parsed : undefined;
}

function isPostgres({ protocol }: URL): boolean {
  return protocol === 'postgresql:' || protocol === 'postgres:';
}

/** The url of a socket has its folder in `host=` and may leave the host out, which JavaScript takes for no url. */
const withHost = (url: string): string => url.replace(/@\/(?=[^@]*$)/, '@localhost/');
