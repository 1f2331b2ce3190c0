/** What the url of a PostgreSQL database says, decoded. */
export interface UrlParts {
  readonly user: string;
  readonly password: string;
  /** Without the brackets of an IPv6 address; a folder where it is a socket. */
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly value: string;
    /** As it stands in the url. */
    readonly raw: string;
  }[];
  /** The parts as they stand in the url. */
  readonly raw: RawParts;
}

interface RawParts {
  readonly scheme: string;
  readonly userinfo?: string | undefined;
  readonly host: string;
  readonly port?: string | undefined;
  readonly database?: string | undefined;
  readonly query?: string | undefined;
}

type Parsed =
  | { readonly parts: UrlParts; readonly problem?: undefined }
  | { readonly parts?: undefined; readonly problem: string };

const SCHEME = /^postgres(ql)?:\/\//i;

/**
 * libpq's grammar, without what it accepts and a mistyped password would be taken for: an `@` or `#` that stands
 * behind the host.
 */
const GRAMMAR =
  /^(?<scheme>postgres(?:ql)?):\/\/(?:(?<userinfo>[^@/?#]*)@)?(?<host>\[[^\]/?#@]*\]|[^:/?#@[\]]*)(?::(?<port>[^/?#@:]*))?(?:\/(?<database>[^?#@]*))?(?:\?(?<query>[^#@]*))?$/i;

/**
 * Takes a url apart as libpq does: each part is percent-decoded, and nothing else in it has a meaning.
 *
 * @returns the parts, or why it is not the url of a PostgreSQL database, without a word of it
 * @example parseUrl('postgresql://ada@localhost/a%2Fb').parts?.database // 'a/b'
 */
export function parseUrl(given: string): Parsed {
  // A file that a secret was read from may end with a new line.
  const url = given.trim();
  if (!SCHEME.test(url)) return { problem: 'it does not begin with postgresql://' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JavaScript's URL would leave them out
  if (/[\s\x00-\x1f]/.test(url)) return { problem: 'it has a space or a control character' };
  const groups = GRAMMAR.exec(url)?.groups;
  if (groups === undefined) return { problem: problemOf(url) };
  const { scheme = '', userinfo, host = '', port, database, query } = groups;
  if (port !== undefined && !/^\d*$/.test(port)) return { problem: 'its port is not a number' };
  if (`${host}${port ?? ''}`.includes(',')) return { problem: 'it names several hosts' };
  const pairs = (query ?? '').split('&').filter((pair) => pair !== '');
  if (pairs.some((pair) => pair.split('=').length !== 2))
    return { problem: 'a parameter in it is not written name=value' };
  const [user = '', ...password] = (userinfo ?? '').split(':');
  const encoded = [user, password.join(':'), host.replace(/^\[(.*)\]$/, '$1'), port ?? '', database ?? ''];
  const decoded = [...encoded, ...pairs.flatMap((pair) => pair.split('='))].map(decode);
  if (!decoded.every((text) => text !== undefined))
    return { problem: 'a % in it is not followed by two digits of a character; % itself is %25' };
  const [decodedUser = '', decodedPassword = '', decodedHost = '', , name = '', ...rest] = decoded;
  return {
    parts: {
      user: decodedUser,
      password: decodedPassword,
      host: decodedHost,
      port: port ?? '',
      database: name,
      parameters: pairs.map((raw, i) => ({ name: rest[2 * i] ?? '', value: rest[2 * i + 1] ?? '', raw })),
      raw: { scheme, userinfo, host, port, database, query },
    },
  };
}

/** Of what has the right scheme. */
function problemOf(url: string): string {
  if (/#/.test(url)) return 'it has a #, which is written %23';
  if (/@.*@|[/?].*@/s.test(url.replace(SCHEME, '')))
    return 'it has an @ that is part of a password or name, which is written %40, as / is %2F and ? is %3F';
  return /^[^/?]*,/.test(url.replace(SCHEME, '')) ? 'it names several hosts' : 'its host is not one';
}

/** As libpq does; undefined for what cannot be decoded, or holds a NUL. */
function decode(text: string): string | undefined {
  if (/%(?![0-9a-f]{2})|%00/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether an @ stands where it could be the one behind a password. */
export const hasAt = (text: string): boolean => /:[^@]*@|@[^@]*@/s.test(text);
