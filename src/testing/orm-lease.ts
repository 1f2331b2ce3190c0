import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { Lender } from '../database/lender.ts';
import { PooledOrm } from '../database/pooled-orm.ts';
import { dialectOn, ormOn } from '../database/single-client.ts';
import { testOver } from '../database/test-over.ts';
import type { Schema } from '../entities/schema.ts';
import { guarded } from './guarded.ts';

/** What works in one clone after another: discovering the entities takes longer than much of a test. */
export class OrmLease {
  readonly #schema: Schema;
  readonly #orm: MikroORM;
  readonly #lender: Lender;
  #client: pg.ClientBase | undefined;
  #url: string | undefined;
  #pooled: PooledOrm | undefined;

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#lender = new Lender(() => {
      if (!this.#client) throw testOver();
      return this.#client;
    });
    this.#orm = ormOn(schema, dialectOn(this.#lender));
  }

  /** An EntityManager that has seen nothing yet, for that connection alone until `clear`. */
  on(client: pg.ClientBase, url: string): EntityManager {
    this.#client = client;
    this.#url = url;
    return guarded(this.#orm.em.fork({ freshEventManager: true }), this.#lender.untilTakenBack().signal);
  }

  /** A MikroORM with a pool of its own, for the same database until `clear`. Another test gets another one. */
  pooled(): MikroORM {
    const url = this.#url;
    if (url === undefined) throw testOver();
    this.#pooled ??= new PooledOrm(this.#schema, () => {
      if (url !== this.#url) throw testOver();
      return url;
    });
    return this.#pooled.orm;
  }

  /** Nothing of one test reaches the next: what it has left open is taken back, and has no connection any more. */
  async clear(): Promise<void> {
    const pooled = this.#pooled;
    this.#pooled = undefined;
    this.#client = undefined;
    this.#url = undefined;
    this.#lender.takeBack();
    await pooled?.leave();
  }
}
