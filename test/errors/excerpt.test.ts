import { describe, expect, it } from 'vitest';
import { draftRefused } from '../../src/database/draft/failures.ts';
import { migrationRefused } from '../../src/database/migration-refused.ts';
import { excerpt, excerptAt, excerptOfAnswer, excerptOfSql } from '../../src/errors/excerpt.ts';
import { LoadRefusedError } from '../../src/errors/load-refused.ts';
import { structureDiffers } from '../../src/staging/structure-differs.ts';
import { freshDatabase } from '../support/database.ts';

const secret = 'hunter2';

describe('an excerpt', () => {
  it('is one line of bounded length that steers no terminal', () => {
    expect(excerpt(`a\n\tb \u001b[2J\u202e${'x'.repeat(9_999)}`)).toMatch(/^a b \\u001b\[2J\\u202ex+…$/);
    expect([...excerpt('🙂'.repeat(9_999))]).toHaveLength(301);
  });

  it.each([
    `create function f() returns int language plpgsql as $$ begin perform '${secret}'; end $$`,
    `create function f() returns text language sql as '${secret}'`,
    `create function f() returns text language sql begin atomic select '${secret}'; end`,
    `create server s foreign data wrapper w options (password '${secret}')`,
    `create user mapping for a server s options (user 'a', password '${secret}')`,
    `create subscription s connection 'password=${secret}' publication p`,
    `create role r password '${secret}'`,
  ])('of %j is without its secret', (sql) => {
    expect(excerptOfSql(sql)).toMatch(/^create .*…$/);
    expect(excerptOfSql(sql)).not.toContain(secret);
  });

  it('of what PostgreSQL says of a broken body has no more than its beginning', async () => {
    const { client } = await freshDatabase();
    const sql = `do $$ begin ${'null; '.repeat(20)} perform '${secret}'; `;
    const refusal: unknown = await client.query(sql).catch((error: unknown) => error);
    const { message } = refusal instanceof Error ? refusal : new Error();
    expect(message).toContain(secret);
    for (const error of [
      migrationRefused({ sqlState: '42601', answer: message }),
      migrationRefused({
        sqlState: '42601',
        answer: message,
        migration: 'm',
        statement: sql,
        position: 4,
      }),
      draftRefused(sql, new Error(message)),
      new LoadRefusedError({ sqlState: '42601', message }, 'Look.'),
      structureDiffers('course', [`by pg_dump: ${message}`]),
    ]) {
      expect(error.message).toContain('unterminated dollar-quoted string at or near "$$ begin');
      expect(JSON.stringify({ ...error, message: error.message })).not.toContain(secret);
    }
    expect(excerptOfAnswer('no such thing')).toBe('no such thing');
  });
});

describe('the place of an error in SQL', () => {
  it('is a character, and of several lines the line too', () => {
    expect(excerptAt('book.pagez > 1', 6)).toBe('character 6 of its SQL, at the arrow: "book.→pagez > 1"');
    expect(excerptAt("select '🙂',\n  pagez from book", 15)).toBe(
      `line 2, character 3 of its SQL, at the arrow: "select '🙂', →pagez from book"`,
    );
  });
});
