import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { entityManagerOn } from '../database/single-client.ts';
import type { Schema } from '../entities/schema.ts';

/** EntityManagers for one connection after another: discovering the entities takes longer than much of a test. */
export class Desk {
  readonly #em: SqlEntityManager;
  #client: pg.ClientBase | undefined;

  constructor(schema: Schema) {
    this.#em = entityManagerOn(schema, () => {
      if (!this.#client) throw new TypeError('the test has been released');
      return this.#client;
    });
  }

  /** An EntityManager that has seen nothing yet, for that connection alone until `clear`. */
  on(client: pg.ClientBase): SqlEntityManager {
    this.#client = client;
    return this.#em.fork();
  }

  clear(): void {
    this.#client = undefined;
  }
}
