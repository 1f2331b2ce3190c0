import type { SqlEntityManager } from '@mikro-orm/postgresql';

/** A savepoint in the transaction that an EntityManager is in, else a transaction of its own. */
export class Transaction {
  /** What is in it. */
  readonly em: SqlEntityManager;
  readonly #isInner: boolean;

  private constructor(em: SqlEntityManager, isInner: boolean) {
    this.em = em;
    this.#isInner = isInner;
  }

  static async begin(em: SqlEntityManager): Promise<Transaction> {
    if (em.isInTransaction()) {
      await em.execute('savepoint seedbed');
      return new Transaction(em, true);
    }
    // Without the user's subscribers, to whom the end of a transaction would be a flush.
    const own = em.fork({ freshEventManager: true });
    await own.begin();
    return new Transaction(own, false);
  }

  async commit(): Promise<void> {
    if (this.#isInner) await this.em.execute('release savepoint seedbed');
    else await this.em.commit();
  }

  async rollBack(): Promise<void> {
    if (!this.#isInner) return await this.em.rollback();
    await this.em.execute('rollback to savepoint seedbed');
    await this.em.execute('release savepoint seedbed');
  }
}
