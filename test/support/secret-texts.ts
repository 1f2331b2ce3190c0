import fc from 'fast-check';

const SCHEMES = [
  'postgresql://',
  'postgres://',
  'postgresql:',
  'postgres:',
  'postgres//',
  'postgresql:/',
  'postgre://',
  'POSTGRES://',
  'postgres ://',
  'postgresql:///',
  'mysql://',
  'jdbc:postgresql://',
  'postgresql+asyncpg://',
  'psql ',
  '',
  ' ',
  '"postgres://',
  "'postgresql://",
];
const USERS = ['ada', 'ada@example.org', '', 'a b', 'ada%40x', 'ada:', 'ü'];
const AROUND = [
  '',
  'a@',
  '#',
  '12#',
  '?',
  '12?',
  '/',
  '12/',
  ' ',
  '%',
  '%4',
  '%zz',
  '&',
  '=',
  ':',
  '@',
  '\\',
  '"',
  "'",
  '\n',
  '[',
  ']',
  ',',
];
const HOSTS = [
  'db',
  'db:5432',
  'localhost',
  '',
  ':5432',
  '[::1]:5432',
  '[::1',
  'one,two',
  '127.0.0.1:x',
  'db.example.org',
];
const NAMES = [
  '/course',
  '',
  '/',
  '/?sslmode=require',
  '/course?sslmode=requir',
  '/a#b',
  '/course?x',
  '/course?passwort=1',
];

/** Urls and connection strings that hold a password, mistyped in many ways, so that it could stand anywhere. */
export function secretTexts(password: string): fc.Arbitrary<string> {
  const one = <T>(all: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...all);
  const urls = fc
    .tuple(one(SCHEMES), one(USERS), one(AROUND), one(AROUND), one(['@', '@@', ' @']), one(HOSTS), one(NAMES))
    .map(
      ([scheme, user, before, behind, at, host, name]) =>
        `${scheme}${user}:${before}${password}${behind}${at}${host}${name}`,
    );
  const keys = one([
    'password',
    'passwort',
    'passwd',
    'pwd',
    'PASSWORD',
    'PGPASSWORD',
    'sslpassword',
    'pass',
  ]);
  const equals = one(['=', ' = ', '= ', ':', '="', "='"]);
  const strings = fc
    .tuple(
      keys,
      equals,
      one(['host=db user=ada ', 'Server=db;User Id=ada;', 'dbname=course ', '']),
      one([' dbname=course', ';Database=course', '']),
    )
    .map(([key, equal, before, behind]) => `${before}${key}${equal}${password}${behind}`);
  const parameters = fc
    .tuple(one(['postgresql://db/course', 'postgresql://ada@db/course', 'jdbc:postgresql://db/course']), keys)
    .map(([url, key]) => `${url}?${key}=${password}`);
  return fc
    .tuple(fc.oneof(urls, strings, parameters), fc.constantFrom(0, 0, 0, 1, 2))
    .map(([text, encodings]) =>
      Array.from({ length: encodings }).reduce<string>((each) => encodeURIComponent(each), text),
    );
}
