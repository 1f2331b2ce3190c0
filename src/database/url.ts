import { BadDatabaseUrlError } from '../errors/bad-database-url.ts';

const secretParameters = ['password', 'sslpassword'];

/**
 * The url with `***` for the password, to be shown. Of what is no proper url, everything between `//` and
 * the last `@` is hidden.
 *
 * @example maskedUrl('postgresql://ada:secret@localhost/course') // 'postgresql://ada:***@localhost/course'
 */
export function maskedUrl(url: string): string {
  const parsed = parse(url);
  if (parsed === undefined) return url.replace(/\/\/.*@/s, '//***@');
  if (parsed.password !== '') parsed.password = '***';
  for (const name of secretParameters)
    if (parsed.searchParams.has(name)) parsed.searchParams.set(name, '***');
  return parsed.toString();
}

/**
 * Refuses what cannot be the url of a PostgreSQL database.
 *
 * @throws BadDatabaseUrlError without the password.
 */
export function requireDatabaseUrl(url: string): void {
  const protocol = parse(url)?.protocol;
  if (protocol !== 'postgresql:' && protocol !== 'postgres:') throw new BadDatabaseUrlError(maskedUrl(url));
}

/** An unescaped `#` or `?` in a password cuts it in two, and the rest looks like a fragment or a query. */
function parse(url: string): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return parsed.hash !== '' || parsed.search.includes('@') ? undefined : parsed;
}
