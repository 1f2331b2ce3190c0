import { MikroORM, type Options, type SqlEntityManager } from '@mikro-orm/postgresql';
import type { PostgresDialect, PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { applicationOptions } from './application-orm.ts';
import { Lender, type Lending, type Loan } from './lender.ts';
import { ormOptions } from './orm-options.ts';
import { ormTypes } from './orm-types.ts';
import { qualified } from './qualified-driver.ts';
import { ReleasingDialect } from './releasing-dialect.ts';

/**
 * A MikroORM that does everything on a connection that is lent to it. Where that is in a transaction already, those of
 * its EntityManagers become savepoints in it.
 *
 * @example
 * const orm = ormOn(courseSchema, dialectOn(new Lender(client)));
 */
export const ormOn = (schema: Schema, dialect: PostgresDialect): MikroORM =>
  new MikroORM({ ...applicationOptions(schema), dbName: schema.name, driverOptions: dialect });

/** An EntityManager on a connection, which has seen nothing yet. It finds the tables under any search path. */
export function entityManagerOn(schema: Schema, client: pg.ClientBase): SqlEntityManager {
  const driverOptions = dialectOn(new Lender(client));
  // The type of the driver is that of the ORM's own, which it extends.
  const options = { ...ormOptions(schema), ...qualified, dbName: schema.name, driverOptions } as Options;
  return new MikroORM(options).em.fork();
}

/**
 * Whether what an EntityManager writes is in a transaction that is open already: its own, or one of the connection that
 * it was lent, of which it does not know.
 */
export function isInTransaction(em: SqlEntityManager): boolean {
  const dialect: unknown = em.config.get('driverOptions');
  return em.isInTransaction() || (dialect instanceof LentDialect && dialect.lender.isInTransaction);
}

/** On the connection of a lender. */
class LentDialect extends ReleasingDialect {
  readonly lender: Lending;

  constructor(pool: PostgresPool, lender: Lending) {
    super({ pool });
    this.lender = lender;
  }
}

/** What a MikroORM takes for `driverOptions`. */
export function dialectOn(lender: Lending): PostgresDialect {
  const pool: Pick<PostgresPool, 'connect' | 'end'> = {
    connect: async () => lease(await lender.lend()),
    end: async () => {},
  };
  // Of the pool's options, Kysely asks for none here.
  return new LentDialect(pool as PostgresPool, lender);
}

function lease(loan: Loan): PostgresPoolClient {
  let savepoint = false;
  const translate = (sql: string): string => {
    const inTransaction = loan.client.getTransactionStatus() !== 'I';
    if (/^(begin|start transaction)/i.test(sql) && inTransaction) {
      savepoint = true;
      return 'savepoint seedbed_em';
    }
    if (savepoint && sql === 'commit') return 'release savepoint seedbed_em';
    if (savepoint && sql === 'rollback') return 'rollback to savepoint seedbed_em';
    return sql;
  };
  const query = async (sql: string, values: unknown[]) =>
    await loan.client.query({ text: translate(sql), values, types: ormTypes });
  // The ORM asks for text queries alone; cursors are not among them.
  return { query, release: loan.giveBack } as unknown as PostgresPoolClient;
}
