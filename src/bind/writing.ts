import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { manage } from '../database/orm-internals.ts';
import { exchangeSettingsBy, type Settings } from '../database/setting.ts';
import { isInTransaction } from '../database/single-client.ts';
import type { EntityClass } from '../entities/row.ts';
import type { Schema } from '../entities/schema.ts';
import { EntityManagerSink } from '../load/entity-manager.ts';
import { explainRefusal } from '../load/refusal.ts';
import type { AnyRow, Rows } from '../load/sink.ts';
import type { Table } from '../load/table.ts';
import type { Context } from './context.ts';
import type { Made } from './made.ts';
import { requireSame } from './round-trip.ts';
import { Transaction } from './transaction.ts';

const SAME_NAMESPACE =
  'Rows of another binding that counts the same way may still be there: roll back after each test, empty the tables, or bind with another `run` or `worker`.';

/** Where rows are written, and what of. */
export interface Target {
  readonly em: SqlEntityManager;
  readonly schema: Schema;
  readonly context: Context;
  /** Whether the entities are managed afterwards. */
  readonly managed: boolean;
}

/**
 * Writes rows in the EntityManager's transaction or else one of its own: all that is written arrives at `commit`, or
 * nothing does, and a transaction that was open goes on.
 */
export class Writing {
  readonly #target: Target;
  readonly #transaction: Transaction;
  readonly #sink: EntityManagerSink;
  /** The settings to put back. */
  readonly #before: Settings;
  readonly #isOurs: boolean;
  readonly #written: (readonly Made[])[] = [];

  private constructor(target: Target, transaction: Transaction, before: Settings, isOurs: boolean) {
    this.#target = target;
    this.#transaction = transaction;
    this.#before = before;
    this.#isOurs = isOurs;
    this.#sink = new EntityManagerSink(transaction.em, target.context.structure.tables);
  }

  /** @throws LoadRefusedError */
  static async begin(target: Target): Promise<Writing> {
    const isOurs = !isInTransaction(target.em);
    let transaction: Transaction | undefined;
    try {
      transaction = await Transaction.begin(target.em);
      return new Writing(
        target,
        transaction,
        await exchange(transaction, target.schema.loadSettings),
        isOurs,
      );
    } catch (error) {
      await transaction?.rollBack().catch(() => {});
      throw explainRefusal(error);
    }
  }

  /** Resolves while the server takes the last of the rows. */
  async write(rows: readonly Made[]): Promise<void> {
    const { context, managed } = this.#target;
    context.checker.observer.writing?.(rows);
    await this.#sink.write(byEntity(rows));
    for (const { factory, row } of rows) context.entities.entityOf(factory.entity, row, managed);
    this.#written.push(rows);
  }

  /**
   * Sequences move with a transaction of its own only: the caller may roll another one back, which would leave
   * them where they are.
   */
  async commit(): Promise<void> {
    const { em, context, managed } = this.#target;
    await this.#sink.finish();
    const computed = [...this.#computed()];
    for (const one of computed) requireComputed(one);
    await exchange(this.#transaction, this.#before);
    if (this.#isOurs) await this.#sink.moveSequences();
    await this.#transaction.commit();
    for (const { table, row, values } of computed) context.identityMap.complete(table.entity, row, values);
    if (!managed) return;
    for (const { factory, row } of this.#written.flat())
      manage(em, context.entities.refreshed(factory.entity, row));
  }

  async rollBack(): Promise<void> {
    // The next user of the connection must find it free.
    await this.#sink.settle();
    await this.#transaction.rollBack();
  }

  /** After a failure; returns it as an error that a user can act on. */
  async fail(error: unknown): Promise<unknown> {
    // Where the connection is lost, there is nothing left to roll back.
    await this.rollBack().catch(() => {});
    return explainRefusal(error, { schema: this.#target.schema, onDuplicate: SAME_NAMESPACE });
  }

  /** Rows with the values of the columns that the database has filled itself. */
  *#computed(): Iterable<ComputedRow> {
    const { structure, identityMap } = this.#target.context;
    const { computed } = this.#sink;
    if (computed.size === 0) return;
    // It makes of what the driver has what an entity has, and knows nothing afterwards.
    const reader = this.#target.em.fork();
    for (const [entity, all] of computed) {
      const table = structure.table(entity);
      for (const one of all) {
        const stored = structure.rowOf(entity, reader.map<object>(entity, one));
        const row = identityMap.find(entity, structure.keyOf(entity, stored));
        const values = table.generated.map(({ property }) => [property, stored[property]]);
        if (row) yield { table, row, values: Object.fromEntries(values) };
      }
    }
  }
}

interface ComputedRow {
  readonly table: Table;
  readonly row: AnyRow;
  readonly values: AnyRow;
}

/** That a factory which gives a computed column a value, for `build`, gives it that of the database. */
function requireComputed({ table, row, values }: ComputedRow): void {
  for (const { property } of table.generated) {
    const made = row[property] ?? null;
    if (made !== null) requireSame(table, property, made, values[property]);
  }
}

const exchange = async ({ em }: Transaction, settings: Settings): Promise<Settings> =>
  await exchangeSettingsBy((sql) => em.execute(sql), settings);

function byEntity(made: readonly Made[]): Rows {
  const rows = new Map<EntityClass, AnyRow[]>();
  for (const { factory, row } of made) {
    const some = rows.get(factory.entity);
    if (some) some.push(row);
    else rows.set(factory.entity, [row]);
  }
  return rows;
}
