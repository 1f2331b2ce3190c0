import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { connect } from '../database/connect.ts';
import { keepAlive } from '../database/keep-alive.ts';
import { entityManagerOn } from '../database/single-client.ts';
import type { Schema } from '../entities/schema.ts';
import { CommitRefusedError } from '../errors/commit-refused.ts';
import { TransactionEndedError } from '../errors/transaction-ended.ts';
import { refusedBy } from '../load/refusal.ts';
import { nestTransactions } from './nested.ts';

/** `discard all` without prepared statements, which the driver believes to be there. */
const ROLL_BACK = `rollback; close all; set session authorization default; reset all; unlisten *;
  select pg_advisory_unlock_all(); discard plans; discard temp; discard sequences`;

/** In seconds; the usual limit of a test is five. */
const PATIENCE = 3;

/** A connection on which one test after another runs, each in a transaction that is rolled back. */
export class Session {
  readonly client: pg.Client;
  readonly #em: SqlEntityManager;
  #transaction: string | undefined;

  private constructor(client: pg.Client, schema: Schema) {
    this.client = client;
    nestTransactions(client, () => this.#transaction !== undefined);
    this.#em = entityManagerOn(schema, client, PATIENCE);
  }

  static async open(url: string, schema: Schema): Promise<Session> {
    return new Session(await connect(url), schema);
  }

  /** Begins a transaction. Resolves to an EntityManager that has seen nothing yet. */
  async begin(): Promise<SqlEntityManager> {
    keepAlive(this.client, true);
    await this.client.query('begin');
    this.#transaction = await this.#current();
    return this.#em.fork();
  }

  /**
   * Checks what a commit would check, rolls back, and resets the connection. Until the next one it does not keep the
   * process alive.
   *
   * @throws CommitRefusedError; TransactionEndedError where there was nothing left to roll back
   */
  async end(): Promise<void> {
    try {
      await this.#rollBack();
    } finally {
      keepAlive(this.client, false);
    }
  }

  async close(): Promise<void> {
    keepAlive(this.client, true);
    await this.client.end();
  }

  async #rollBack(): Promise<void> {
    const begun = this.#transaction;
    // It comes behind all that the test has sent and not waited for, and is refused where that has failed.
    const current = await this.#current().catch(() => undefined);
    const refusal = current === begun ? await this.#refusal() : undefined;
    const hadFailed = current === undefined && this.client.getTransactionStatus() === 'E';
    this.#transaction = undefined;
    await this.client.query(ROLL_BACK);
    const isOurs = current === begun || (hadFailed && (await this.#isRolledBack(begun)));
    if (!isOurs) throw new TransactionEndedError();
    if (refusal) throw refusal;
  }

  async #refusal(): Promise<unknown> {
    try {
      await this.client.query('set constraints all immediate');
      return undefined;
    } catch (error) {
      const refused = refusedBy(error);
      return refused ? new CommitRefusedError(refused) : error;
    }
  }

  async #current(): Promise<string> {
    const { rows } = await this.client.query<{ id: string }>('select pg_current_xact_id()::text as id');
    return rows[0]?.id ?? '';
  }

  async #isRolledBack(transaction: string | undefined): Promise<boolean> {
    const { rows } = await this.client.query<{ status: string | null }>(
      'select pg_xact_status($1::xid8) as status',
      [transaction],
    );
    return rows[0]?.status === 'aborted';
  }
}
