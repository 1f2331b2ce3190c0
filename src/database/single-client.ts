import { createPostgreSqlTypeParsers, MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { parse } from 'postgres-array';
import type { Schema } from '../entities/schema.ts';
import { ConnectionTakenError } from '../errors/connection-taken.ts';
import { ormOptions } from './orm-options.ts';

/**
 * A MikroORM that does everything on one connection which somebody else has opened and will close.
 * Where that connection is in a transaction already, those of its EntityManagers become savepoints in it.
 *
 * @param client the connection, or what gives the one of the moment: making another MikroORM takes time
 * @param patience how many seconds one user waits for another before that fails with ConnectionTakenError
 * @example
 * const orm = ormOn(courseSchema, client);
 */
export function ormOn(
  schema: Schema,
  client: pg.ClientBase | (() => pg.ClientBase),
  patience?: number,
): MikroORM {
  return new MikroORM({
    ...ormOptions(schema),
    dbName: schema.name,
    driverOptions: new PostgresDialect({
      pool: poolOfOne(typeof client === 'function' ? client : () => client, patience),
    }),
  });
}

/** An EntityManager of such a MikroORM, which has seen nothing yet. */
export const entityManagerOn = (schema: Schema, client: pg.ClientBase): SqlEntityManager =>
  ormOn(schema, client).em.fork();

/** A pool that lends one client to one user after the other. */
function poolOfOne(current: () => pg.ClientBase, patience?: number): PostgresPool {
  let tail = Promise.resolve();
  return {
    connect: async () => {
      const free = tail;
      let release = (): void => {};
      tail = new Promise((resolve) => {
        release = resolve;
      });
      try {
        await (patience === undefined ? free : within(patience, free));
      } catch (error) {
        void free.then(release);
        throw error;
      }
      return lease(current(), release);
    },
    // The client belongs to whoever opened it.
    end: async () => {},
  } as PostgresPool;
}

/** @throws ConnectionTakenError */
async function within(seconds: number, free: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ConnectionTakenError(seconds)), seconds * 1000);
  });
  await Promise.race([free, late]).finally(() => clearTimeout(timer));
}

function lease(client: pg.ClientBase, release: () => void): PostgresPoolClient {
  let savepoint = false;
  const translate = (sql: string): string => {
    const inTransaction = client.getTransactionStatus() !== 'I';
    if (/^(begin|start transaction)/i.test(sql) && inTransaction) {
      savepoint = true;
      return 'savepoint seedbed_em';
    }
    if (savepoint && sql === 'commit') return 'release savepoint seedbed_em';
    if (savepoint && sql === 'rollback') return 'rollback to savepoint seedbed_em';
    return sql;
  };
  const query = (sql: string, values: unknown[]) =>
    client.query({ text: translate(sql), values, types: ormTypes });
  // The ORM asks for text queries alone; cursors are not among them.
  return { query, release } as unknown as PostgresPoolClient;
}

/** Values as the ORM expects them: it converts dates and numbers itself. */
export const ormTypes = new pg.TypeOverrides();
for (const [oid, parser] of Object.entries(createPostgreSqlTypeParsers((text) => parse(text)))) {
  ormTypes.setTypeParser(Number(oid), parser);
}
