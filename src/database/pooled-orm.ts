import { MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';

import { applicationOptions } from './application-orm.ts';
import { ormTypes } from './orm-types.ts';
import { leavePool, openPool } from './pool.ts';
import { ReleasingDialect } from './releasing-dialect.ts';

/** A MikroORM for one database after another, with a pool in each: discovering the entities takes time. */
export class PooledOrm {
  readonly orm: MikroORM;
  readonly #url: () => string;
  #pool: pg.Pool | undefined;

  /** @param url is asked for the database of the moment when the first connection to it is opened */
  constructor(schema: Schema, url: () => string) {
    this.#url = url;
    this.orm = new MikroORM({
      ...applicationOptions(schema),
      dbName: schema.name,
      // The pool belongs to the database, whatever closes the ORM.
      driverOptions: new ReleasingDialect({
        pool: { options: {}, connect: async () => await this.#current().connect(), end: async () => {} },
      }),
    });
  }

  /** Closes the connections, but those that are in use. */
  async leave(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    if (pool) await leavePool(pool);
  }

  #current(): pg.Pool {
    this.#pool ??= openPool(this.#url(), { types: ormTypes });
    return this.#pool;
  }
}
