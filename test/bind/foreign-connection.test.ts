import { BaseMySqlPlatform, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { course } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { lint } from '../../src/lint.ts';
import { verify } from '../../src/rules/verify.ts';

const orm = new MikroORM({ ...ormOptions(courseSchema), dbName: 'nowhere' });
afterAll(() => orm.close());

/** As JavaScript would hand it over. */
const untyped = (value: unknown) => value as never;
const refusal = (message: string) =>
  expect.objectContaining({ code: 'foreign_connection', kind: 'usage', message });
const noClient = refusal(
  "What was given as `client` is no connection of pg 8.21 or newer: it has no method 'getTransactionStatus'.",
);

describe('what cannot be worked on is refused before anything is sent', () => {
  test('a pool, where one connection is needed', async () => {
    const pool = untyped(new pg.Pool());
    expect(() => bind(course, { client: pool })).toThrow(noClient);
    await expect(verify(pool, course)).rejects.toThrow(noClient);
    await expect(lint(course, { client: pool })).rejects.toThrow(noClient);
  });

  test('an ORM, where its EntityManager is needed', () => {
    expect(() => bind(course, { em: untyped(orm) })).toThrow(
      refusal(
        "What was given as `em` is no EntityManager of @mikro-orm/postgresql 7: it has no method 'getKysely'.",
      ),
    );
  });

  test('an EntityManager of another database', () => {
    const em = Object.assign(orm.em.fork(), { getPlatform: () => new BaseMySqlPlatform() });
    expect(() => bind(course, { em })).toThrow(
      refusal('What was given as `em` is an EntityManager of another database than PostgreSQL.'),
    );
  });
});
