import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { Lender } from '../database/lender.ts';
import { PooledOrm } from '../database/pooled-orm.ts';
import { dialectOn, ormOn } from '../database/single-client.ts';
import type { Schema } from '../entities/schema.ts';

/** What works in one clone after another: discovering the entities takes longer than much of a test. */
export class Desk {
  readonly #schema: Schema;
  readonly #orm: MikroORM;
  #client: pg.ClientBase | undefined;
  #url: string | undefined;
  #pooled: PooledOrm | undefined;

  constructor(schema: Schema) {
    this.#schema = schema;
    const lender = new Lender(() => {
      if (!this.#client) throw new TypeError('the test has been released');
      return this.#client;
    });
    this.#orm = ormOn(schema, dialectOn(lender));
  }

  /** An EntityManager that has seen nothing yet, for that connection alone until `clear`. */
  on(client: pg.ClientBase, url: string): EntityManager {
    this.#client = client;
    this.#url = url;
    return this.#orm.em.fork();
  }

  /** A MikroORM with a pool of its own, for the same database until `clear`. */
  pooled(): MikroORM {
    this.#pooled ??= new PooledOrm(this.#schema, () => {
      if (this.#url === undefined) throw new TypeError('the test has been released');
      return this.#url;
    });
    return this.#pooled.orm;
  }

  async clear(): Promise<void> {
    this.#client = undefined;
    this.#url = undefined;
    await this.#pooled?.leave();
  }
}
