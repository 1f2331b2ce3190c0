import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { databaseOf, maskedUrl, pathOf, requireDatabaseUrl, withDatabase } from '../../src/database/url.ts';
import { parseUrl } from '../../src/database/url-parts.ts';
import { serverUrl } from '../support/database.ts';
import { secretTexts } from '../support/secret-texts.ts';

const psql = '/usr/lib/postgresql/15/bin/psql';

describe('maskedUrl', () => {
  it.each([
    ['postgresql://ada:secret@localhost:5432/course', 'postgresql://ada:***@localhost:5432/course'],
    ['postgres://ada:s%40cret@db/course?sslmode=require', 'postgres://ada:***@db/course?sslmode=require'],
    ['postgresql://db/course?user=ada&password=secret', 'postgresql://db/course?user=ada&password=***'],
    ['postgresql://db/course?user=ada&passwort=secret', 'postgresql://db/course?user=ada&passwort=***'],
    ['postgresql://ada@localhost/course', 'postgresql://ada@localhost/course'],
    ['postgresql://ada:secret@/course?host=db', 'postgresql://ada:***@localhost/course?host=db'],
    ['postgresql:///course?host=%2Frun', 'postgresql:///course?host=%2Frun'],
    ['postgresql://ada:secret@[::1]:5432/a%2Fb', 'postgresql://ada:***@[::1]:5432/a%2Fb'],
  ])('of %s', (url, masked) => {
    expect(maskedUrl(url)).toBe(masked);
  });

  it.each([
    'se#cret',
    '12#secret',
    'se?cret',
    '12?secret',
    'se/cret',
    '12/secret',
    'se@cret',
    'se@/cret',
    'se cret',
  ])('shows nothing of the unescaped password %s', (password) => {
    const masked = maskedUrl(`postgresql://ada:${password}@localhost:5432/course`);
    expect(masked).toBe('*** (not the url of a PostgreSQL database)');
  });
});

describe('a text that holds a password', () => {
  it('is not shown, in whichever way it is mistyped', () => {
    fc.assert(
      fc.property(secretTexts('Tr0ub4dor'), (text) => {
        expect(maskedUrl(text)).not.toContain('Tr0ub4dor');
        const { problem, parts } = parseUrl(text);
        expect(problem ?? '').not.toContain('Tr0ub4dor');
        if (parts) expect([parts.host, parts.port, parts.database]).not.toContain('Tr0ub4dor');
      }),
      { seed: 13, numRuns: 2_000 },
    );
  });
});

describe('a url is taken apart as libpq does', () => {
  const none = { user: '', password: '', host: '', port: '', database: '' };

  it.each([
    [
      'postgresql://ada:secret@db:5433/course',
      { user: 'ada', password: 'secret', host: 'db', port: '5433', database: 'course' },
    ],
    ['postgresql://ada@db/course', { user: 'ada', host: 'db', database: 'course' }],
    ['postgresql://ada@', { user: 'ada' }],
    ['postgresql://db:5433', { host: 'db', port: '5433' }],
    ['postgresql://db:/', { host: 'db' }],
    ['postgresql://%64b/', { host: 'db' }],
    ['postgresql://[2001:db8::1]:5433/course', { host: '2001:db8::1', port: '5433', database: 'course' }],
    ['postgres://%2Frun%2Fpostgresql/course', { host: '/run/postgresql', database: 'course' }],
    ['postgres://ada@:5433/course?host=/run', { user: 'ada', port: '5433', database: 'course' }],
    ['postgres://a%3Ab:c%40d@db/e%2Ff', { user: 'a:b', password: 'c@d', host: 'db', database: 'e/f' }],
    ['postgres://ada:a:b@db/course', { user: 'ada', password: 'a:b', host: 'db', database: 'course' }],
    ['postgresql://db/a/b', { host: 'db', database: 'a/b' }],
    ['postgresql://db/a+b', { host: 'db', database: 'a+b' }],
    ['postgresql://db/../b', { host: 'db', database: '../b' }],
    ['postgresql://db/course\n', { host: 'db', database: 'course' }],
  ])('%s', (url, expected) => {
    expect(parseUrl(url).parts).toMatchObject({ ...none, ...expected });
  });

  it('its parameters too: a + is a +', () => {
    const { parts } = parseUrl('postgresql://db/course?u%73er=a+b&options=-c%20x%3Dy&port=1');
    expect(parts?.parameters.map(({ name, value }) => [name, value])).toEqual([
      ['user', 'a+b'],
      ['options', '-c x=y'],
      ['port', '1'],
    ]);
  });

  it.each([
    ['postgre://', 'it does not begin with postgresql://'],
    ['postgresql:ada:secret@db/course', 'it does not begin with postgresql://'],
    ['host=db user=ada', 'it does not begin with postgresql://'],
    ['postgres://[::1', 'its host is not one'],
    ['postgres://[::1]z', 'its host is not one'],
    ['postgresql://db?zzz', 'a parameter in it is not written name=value'],
    ['postgresql://db?key=key=value', 'a parameter in it is not written name=value'],
    ['postgres://db?user=%XXfoo', 'a % in it is not followed by two digits of a character; % itself is %25'],
    ['postgresql://a%00b', 'a % in it is not followed by two digits of a character; % itself is %25'],
    ['postgresql://%1', 'a % in it is not followed by two digits of a character; % itself is %25'],
    ['postgresql://db/%ff', 'a % in it is not followed by two digits of a character; % itself is %25'],
    ['postgresql://db:port/course', 'its port is not a number'],
    ['postgresql://one,two/course', 'it names several hosts'],
    ['postgresql://one:1,two:2/course', 'it names several hosts'],
    ['postgresql://ada:se cret@db/course', 'it has a space or a control character'],
    ['postgresql://db/course#1', 'it has a #, which is written %23'],
  ])('refused: %s', (url, problem) => {
    expect(parseUrl(url).problem).toBe(problem);
  });
});

describe('withDatabase', () => {
  it.each([
    [
      'postgresql://ada:secret@db:5433/course?sslmode=require',
      'postgresql://ada:secret@db:5433/other?sslmode=require',
    ],
    ['postgresql://ada@/course?host=/run', 'postgresql://ada@localhost/other?host=/run'],
    ['postgresql://db', 'postgresql://db/other'],
  ])('of %s', (url, other) => {
    const user = process.env['PGUSER'];
    process.env['PGUSER'] = 'ada';
    expect(withDatabase(url.replace(/^(\S+db)$/, '$1/x'), 'other')).toBe(other);
    if (user === undefined) delete process.env['PGUSER'];
    else process.env['PGUSER'] = user;
  });

  const names = fc
    .string({ minLength: 1, maxLength: 15, unit: 'grapheme' })
    .filter((name) => !/[\0\ud800-\udfff]/.test(name));

  it('takes the name as it is, also for JavaScript and node-postgres as far as they can', () => {
    fc.assert(
      fc.property(names, (name) => {
        const url = withDatabase('postgresql://ada@db/course', name);
        expect(databaseOf(url)).toBe(name);
        if (!/[?#@]|(^|\/)\.\.?(\/|$)/.test(name)) expect(new pg.Client(url).database).toBe(name);
      }),
      { seed: 13, numRuns: 1_000 },
    );
  });
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
    expect(() => requireDatabaseUrl(url)).toThrow(`it names no ${missing}`);
    expect(() => requireDatabaseUrl(url)).not.toThrow('secret');
  });

  it('takes a user from a parameter', () => {
    expect(() => requireDatabaseUrl('postgresql:///course?host=/run/postgresql&user=ada')).not.toThrow();
  });

  it.each(['', 'course', 'localhost:5432/course', 'mysql://ada:secret@localhost/course'])(
    'refuses %s',
    (url) => {
      expect(() => requireDatabaseUrl(url)).toThrow(expect.objectContaining({ code: 'bad_database_url' }));
      expect(() => requireDatabaseUrl(url)).not.toThrow('secret');
    },
  );
});

describe('a database of a strange name', () => {
  const names = [
    'a/b',
    'a#b',
    'a?b=c',
    'a@b',
    'a b',
    '50%',
    'a%2Fb',
    'a"b',
    "a'b",
    'a\\b',
    'ü',
    '数据',
    '..',
    ':5432',
    '$HOME`id`',
    '+',
    ' ',
  ];

  it.each(names)('%j is the same one for seedbed and psql, however its name is encoded', async (name) => {
    const maintenance = await connect(serverUrl(18));
    await maintenance.query(`create database ${pg.escapeIdentifier(name)}`);
    try {
      const urls = [pathOf(name), encodeURIComponent(name)].map((path) =>
        serverUrl(18).replace(/\/postgres$/, `/${path}`),
      );
      for (const url of [...urls, withDatabase(serverUrl(18), name)]) {
        const client = await connect(url);
        const { rows } = await client.query('select current_database() as name').finally(() => client.end());
        expect(rows).toEqual([{ name }]);
        if (existsSync(psql)) {
          expect(execFileSync(psql, [url, '-XAtc', 'select current_database()'], { encoding: 'utf8' })).toBe(
            `${name}\n`,
          );
        }
      }
    } finally {
      await maintenance.query(`drop database ${pg.escapeIdentifier(name)}`);
      await maintenance.end();
    }
  });
});
