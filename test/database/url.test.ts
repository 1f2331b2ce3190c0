import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { maskedUrl, requireDatabaseUrl, withDatabase } from '../../src/database/url.ts';
import { BadDatabaseUrlError } from '../../src/errors/bad-database-url.ts';

describe('maskedUrl', () => {
  it.each([
    ['postgresql://ada:secret@localhost:5432/course', 'postgresql://ada:***@localhost:5432/course'],
    ['postgres://ada:s%40cret@db/course?sslmode=require', 'postgres://ada:***@db/course?sslmode=require'],
    ['postgresql://db/course?user=ada&password=secret', 'postgresql://db/course?user=ada&password=***'],
    ['postgresql://ada@localhost/course', 'postgresql://ada@localhost/course'],
    ['postgresql://ada:secret@/course?host=db', 'postgresql://ada:***@localhost/course?host=db'],
    ['postgresql:///course?host=/run/postgresql', 'postgresql:///course?host=%2Frun%2Fpostgresql'],
  ])('of %s', (url, masked) => {
    expect(maskedUrl(url).replaceAll('/run/postgresql', '%2Frun%2Fpostgresql')).toBe(masked);
  });

  it.each([
    'se#cret',
    '12#secret',
    'se?cret',
    '12?secret',
    'se/cret',
    'se@cret',
    'se@/cret',
    'se cret',
    'secret:5432',
  ])('hides the unescaped password %s', (password) => {
    const masked = maskedUrl(`postgresql://ada:${password}@localhost:5432/course`);
    expect(masked).not.toContain('cret');
    expect(masked).toContain('localhost:5432/course');
  });
});

describe('maskedUrl of what is no url', () => {
  it.each([
    ['ada:secret@localhost:5432/course', '***@localhost:5432/course'],
    ['ada:se:cr@et@localhost/course', '***@localhost/course'],
    ['mysql://ada:secret@localhost/course', 'mysql://***@localhost/course'],
    ['postgresql+asyncpg://ada:secret@localhost/course', 'postgresql+asyncpg://***@localhost/course'],
    ['host=db user=ada password=secret dbname=course', 'host=db user=ada password=*** dbname=course'],
    ["host=db password = 'a secret' dbname=course", 'host=db password = *** dbname=course'],
    ['course', 'course'],
  ])('such as %s', (text, masked) => {
    expect(maskedUrl(text)).toBe(masked);
  });
});

it.each([
  [
    'postgresql://ada:secret@db:5433/course?sslmode=require',
    'postgresql://ada:secret@db:5433/other?sslmode=require',
  ],
  ['postgresql://ada@/course?host=/run', 'postgresql://ada@localhost/other?host=/run'],
])('withDatabase of %s', (url, other) => {
  expect(withDatabase(url, 'other')).toBe(other);
});

it('withDatabase takes the name as it is', () => {
  const url = withDatabase('postgresql://ada@db/course', '100%41 ü');
  expect(new pg.Client(url).database).toBe('100%41 ü');
});

describe('requireDatabaseUrl', () => {
  it('takes the url of a socket without a host', () => {
    expect(() => requireDatabaseUrl('postgresql://ada:secret@/course?host=/run/postgresql')).not.toThrow();
  });

  it.each([
    ['postgresql://localhost:5432/course', 'user'],
    ['postgresql://ada:secret@localhost:5432', 'database'],
    ['postgresql://ada:secret@localhost:5432/?sslmode=disable', 'database'],
  ])('refuses %s, which names no %s', (url, missing) => {
    expect(() => requireDatabaseUrl(url)).toThrow(`(it names no ${missing})`);
    expect(() => requireDatabaseUrl(url)).not.toThrow('secret');
  });

  it('takes a user from a parameter', () => {
    expect(() => requireDatabaseUrl('postgresql:///course?host=/run/postgresql&user=ada')).not.toThrow();
  });

  it.each([
    '',
    'course',
    'localhost:5432/course',
    'mysql://ada:secret@localhost/course',
    'postgresql://ada:12#secret@db/course',
  ])('refuses %s', (url) => {
    expect(() => requireDatabaseUrl(url)).toThrow(BadDatabaseUrlError);
    expect(() => requireDatabaseUrl(url)).not.toThrow('secret');
  });
});
