import type { EntityManager, MikroORM, Options } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { connect } from '../database/connect.ts';
import { keepAliveFor, letProcessEnd } from '../database/keep-alive.ts';
import { Lender } from '../database/lender.ts';
import { dialectOn, ormOn } from '../database/single-client.ts';
import { TEST_TIMEOUT_MS } from '../database/timeouts.ts';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';
import { refusedBy } from '../load/refusal.ts';
import { cleanerOf } from './client-state.ts';
import { guarded } from './guarded.ts';
import { lentClient } from './lent-client.ts';
import { LentPool } from './lent-pool.ts';
import { nestTransactions } from './nested.ts';

const CURRENT = 'select pg_current_xact_id()::text as id';

/** What `discard all` does, which cannot be one of several statements. */
const ROLL_BACK = `rollback; close all; set session authorization default; reset all; deallocate all; unlisten *;
  select pg_advisory_unlock_all(); discard plans; discard temp; discard sequences`;

/** What a test has in its transaction. */
export interface Begun {
  readonly client: pg.Client;
  /** It has seen nothing yet. */
  readonly em: EntityManager;
  readonly orm: MikroORM;
  /** For a MikroORM of the application's own. */
  readonly ormOptions: Pick<Options, 'driverOptions' | 'ensureDatabase'>;
  readonly pool: pg.Pool;
}

/** A connection on which one test after another runs, each in a transaction that is rolled back. */
export class Session {
  readonly client: pg.Client;
  readonly #schema: Schema;
  readonly #orm: MikroORM;
  readonly #clean: () => void;
  readonly #lender: Lender;
  #transaction: string | undefined;

  private constructor(client: pg.Client, schema: Schema) {
    this.client = client;
    this.#schema = schema;
    nestTransactions(client, () => this.#transaction !== undefined);
    this.#lender = new Lender(client, TEST_TIMEOUT_MS);
    this.#orm = ormOn(schema, dialectOn(this.#lender));
    letProcessEnd(client);
    this.#clean = cleanerOf(client);
  }

  static async open(url: string, schema: Schema): Promise<Session> {
    return new Session(await connect(url), schema);
  }

  /** The server's number for the connection. */
  get processId(): number {
    // The driver's types leave it out.
    return (this.client as pg.Client & { readonly processID: number }).processID;
  }

  /** Begins a transaction. What it resolves to is for one test, and throws `test_over` when that is over. */
  async begin(): Promise<Begun> {
    this.#transaction = await this.#current(`begin; ${CURRENT}`);
    const lending = this.#lender.untilTakenBack();
    const driverOptions = dialectOn(lending);
    const em = this.#orm.em.fork({ freshEventManager: true });
    let orm: MikroORM | undefined;
    const makeOrm = (): MikroORM => ormOn(this.#schema, driverOptions);
    return {
      client: lentClient(() => {
        lending.signal.throwIfAborted();
        return this.client;
      }),
      em: guarded(em, lending.signal),
      // Of its own, since its events and filters can be changed.
      get orm() {
        orm ??= makeOrm();
        return orm;
      },
      // Whether the usual database of the application exists is none of its business here.
      ormOptions: { driverOptions, ensureDatabase: false },
      pool: new LentPool(lending),
    };
  }

  /**
   * Checks what a commit would check, rolls back, and resets the connection: nothing of one test reaches the next.
   *
   * @throws `commit_refused`; `transaction_ended` where there was nothing left to roll back
   */
  async end(): Promise<void> {
    try {
      await this.#rollBack();
    } finally {
      this.#lender.takeBack();
      this.#clean();
    }
  }

  async close(): Promise<void> {
    await keepAliveFor(this.client.end());
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
    if (ended !== begun) throw transactionEnded();
  }

  /** The message comes behind all that the test has sent and not waited for, and is refused where that has failed. */
  async #explain(error: unknown, begun: string | undefined): Promise<void> {
    if (!(await this.#isRolledBack(begun))) throw transactionEnded();
    const refused = refusedBy(error);
    if (refused?.code === '25P02') return;
    throw refused
      ? new SeedbedError('commit_refused', {
          message: `What the test wrote could not have been committed: ${excerptOfAnswer(refused.message)}.`,
          details: { constraint: refused.constraint, sqlState: refused.code ?? '' },
          cause: refused,
        })
      : error;
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

const transactionEnded = (): SeedbedError =>
  new SeedbedError('transaction_ended', {
    message:
      'The transaction around the test was ended within it, by a statement that could not be taken for a savepoint.',
  });
