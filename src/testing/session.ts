import type { EntityManager, MikroORM, Options } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { connect } from '../database/connect.ts';
import { keepAlive } from '../database/keep-alive.ts';
import { Lender } from '../database/lender.ts';
import { dialectOn, ormOn } from '../database/single-client.ts';
import type { Schema } from '../entities/schema.ts';
import { CommitRefusedError } from '../errors/commit-refused.ts';
import { TransactionEndedError } from '../errors/transaction-ended.ts';
import { refusedBy } from '../load/refusal.ts';
import { LentPool } from './lent-pool.ts';
import { nestTransactions } from './nested.ts';

const CURRENT = 'select pg_current_xact_id()::text as id';

/** `discard all` without prepared statements, which the driver believes to be there. */
const ROLL_BACK = `rollback; close all; set session authorization default; reset all; unlisten *;
  select pg_advisory_unlock_all(); discard plans; discard temp; discard sequences`;

/** In seconds; the usual limit of a test is five. */
const PATIENCE = 3;

/** A connection on which one test after another runs, each in a transaction that is rolled back. */
export class Session {
  readonly client: pg.Client;
  readonly orm: MikroORM;
  /** For a MikroORM of the application's own. Whether its usual database exists is none of its business here. */
  readonly ormOptions: Pick<Options, 'driverOptions' | 'ensureDatabase'>;
  readonly #lender: Lender;
  #transaction: string | undefined;

  private constructor(client: pg.Client, schema: Schema) {
    this.client = client;
    nestTransactions(client, () => this.#transaction !== undefined);
    this.#lender = new Lender(client, PATIENCE);
    const dialect = dialectOn(this.#lender);
    this.ormOptions = { driverOptions: dialect, ensureDatabase: false };
    this.orm = ormOn(schema, dialect);
  }

  static async open(url: string, schema: Schema): Promise<Session> {
    return new Session(await connect(url), schema);
  }

  /** The server's number for the connection. */
  get processId(): number {
    // The driver's types leave it out.
    return (this.client as pg.Client & { readonly processID: number }).processID;
  }

  /** Begins a transaction. Resolves to an EntityManager that has seen nothing yet. */
  async begin(): Promise<EntityManager> {
    keepAlive(this.client, true);
    this.#transaction = await this.#current(`begin; ${CURRENT}`);
    return this.orm.em.fork();
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
      this.#lender.takeBack();
      keepAlive(this.client, false);
    }
  }

  /** For what the application does with the driver. */
  pool(): pg.Pool {
    return new LentPool(this.#lender);
  }

  async close(): Promise<void> {
    keepAlive(this.client, true);
    await this.client.end();
  }

  /** One message where all is well: most of what a test waits for here is the way to the server and back. */
  async #rollBack(): Promise<void> {
    const begun = this.#transaction;
    this.#transaction = undefined;
    let ended: string | undefined;
    try {
      ended = await this.#current(`${CURRENT}; set constraints all immediate; ${ROLL_BACK}`);
    } catch (error) {
      await this.client.query(ROLL_BACK);
      return await this.#explain(error, begun);
    }
    if (ended !== begun) throw new TransactionEndedError();
  }

  /** The message comes behind all that the test has sent and not waited for, and is refused where that has failed. */
  async #explain(error: unknown, begun: string | undefined): Promise<void> {
    if (!(await this.#isRolledBack(begun))) throw new TransactionEndedError();
    const refused = refusedBy(error);
    if (refused?.code === '25P02') return;
    throw refused ? new CommitRefusedError(refused) : error;
  }

  /** Runs statements of which one asks for the transaction's number. Resolves to that. */
  async #current(sql: string): Promise<string | undefined> {
    // The driver's types know nothing of several statements, which have a result each.
    const results = (await this.client.query<{ id?: string }>(sql)) as unknown as {
      rows: { id?: string }[];
    }[];
    return results.map(({ rows: [row] }) => row?.id).find((id) => id !== undefined);
  }

  async #isRolledBack(transaction: string | undefined): Promise<boolean> {
    const { rows } = await this.client.query<{ status: string | null }>(
      'select pg_xact_status($1::xid8) as status',
      [transaction],
    );
    return rows[0]?.status === 'aborted';
  }
}
