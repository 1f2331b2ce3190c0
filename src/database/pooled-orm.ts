import { MikroORM } from '@mikro-orm/postgresql';
import { PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { ormOptions } from './orm-options.ts';
import { connectionSettings } from './settings.ts';
import { ormTypes } from './single-client.ts';

/** A MikroORM for one database after another, with a pool in each: discovering the entities takes time. */
export class PooledOrm {
  readonly orm: MikroORM;
  readonly #url: () => string;
  #pool: pg.Pool | undefined;

  /** @param url is asked for the database of the moment when the first connection to it is opened */
  constructor(schema: Schema, url: () => string) {
    this.#url = url;
    this.orm = new MikroORM({
      ...ormOptions(schema),
      dbName: schema.name,
      // The pool belongs to the database, whatever closes the ORM.
      driverOptions: new PostgresDialect({
        pool: { options: {}, connect: async () => await this.#current().connect(), end: async () => {} },
      }),
    });
  }

  /** Closes the connections, but those that are in use. */
  async leave(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    if (!pool) return;
    const ended = pool.end();
    if (pool.totalCount === pool.idleCount) await ended;
  }

  #current(): pg.Pool {
    if (this.#pool) return this.#pool;
    const settings = connectionSettings(this.#url());
    const pool = new pg.Pool({ ...settings.client, ...settings.pool, types: ormTypes });
    // Whoever waits for a connection that is cut off is told; an event that nobody hears would end the process.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    this.#pool = pool;
    return pool;
  }
}
