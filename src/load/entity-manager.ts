import { setImmediate as turn } from 'node:timers/promises';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import type { EntityClass } from '../entities/row.ts';
import { fullName } from '../entities/table-name.ts';
import { type Ask, requireArrived } from './arrival.ts';
import { rowsAsJson } from './json.ts';
import type { AnyRow, Rows, Sink } from './sink.ts';
import type { Table } from './table.ts';

/** Few enough for us to write the next ones while the server takes these. */
const ROWS_A_STATEMENT = 1_000;

/**
 * Inserts rows through an EntityManager, many a statement, in the transaction that it is in. Rows travel
 * as one JSON text: PostgreSQL reads it into the table's own types, so there is one parameter a statement.
 */
export class EntityManagerSink implements Sink {
  readonly #em: SqlEntityManager;
  readonly #tables: readonly Table[];
  readonly #ask: Ask = async (sql) => await this.#em.execute(sql);
  /** What the server is taking. */
  #sent: Promise<unknown> = Promise.resolve();
  /** What the database has computed of the rows that were written: keys and generated columns, as the driver has them. */
  readonly computed = new Map<EntityClass, object[]>();
  /** The highest number that was written, by the sequence that would give it to another row. */
  readonly #highest = new Map<string, number>();

  constructor(em: SqlEntityManager, tables: readonly Table[]) {
    this.#em = em;
    this.#tables = tables;
  }

  /** Resolves while the server takes the last of the rows. */
  async write(rows: Rows): Promise<void> {
    for (const { statement, table, count } of this.#insertions(rows)) {
      await this.#sent;
      this.#sent = this.#insert(statement, table, count);
      // Otherwise the statement would leave only once we have nothing else to do.
      await Promise.race([this.#sent, turn()]);
    }
  }

  async finish(): Promise<void> {
    await this.#sent;
  }

  /**
   * Moves sequences past the numbers that were written. A rollback does not undo that, so it is the last thing in a
   * transaction, when nothing is left that could fail.
   */
  async moveSequences(): Promise<void> {
    if (this.#highest.size === 0) return;
    await this.#send(CompiledQuery.raw('set constraints all immediate'));
    for (const move of this.#highest) await this.#send(sequenceMove(...move));
  }

  /** Resolves when nothing is under way, whatever has become of it. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.#sent]);
  }

  async #insert(statement: CompiledQuery, table: Table, sent: number): Promise<void> {
    const { affected, rows } = await this.#send(statement);
    await requireArrived(this.#ask, { table: table.name, sent, arrived: affected });
    this.#keep(table, rows);
  }

  /** The ORM's own `execute` would write the parameter into the statement, character by character. */
  async #send(statement: CompiledQuery): Promise<{ affected: number; rows: object[] }> {
    const { numAffectedRows, rows } = await this.#em.getKysely().executeQuery<object>(statement);
    const affected = Number(numAffectedRows ?? rows.length);
    this.#em.config.getLogger().logQuery({ query: statement.sql, affected });
    return { affected, rows };
  }

  #keep({ entity }: Table, returned: readonly object[]): void {
    if (returned.length === 0) return;
    const kept = this.computed.get(entity);
    if (kept) kept.push(...returned);
    else this.computed.set(entity, [...returned]);
  }

  *#insertions(rows: Rows): Generator<Insertion> {
    for (const table of this.#tables) {
      const some = rows.get(table.entity) ?? [];
      if (some.length === 0) continue;
      for (let first = 0; first < some.length; first += ROWS_A_STATEMENT) {
        const slice = some.slice(first, first + ROWS_A_STATEMENT);
        yield { statement: insertion(table, slice), table, count: slice.length };
      }
      for (const { sequence, property } of table.columns) {
        if (sequence === undefined) continue;
        const before = this.#highest.get(sequence) ?? 0;
        this.#highest.set(
          sequence,
          some.reduce((so, row) => Math.max(so, Number(row[property])), before),
        );
      }
    }
  }
}

interface Insertion {
  readonly statement: CompiledQuery;
  readonly table: Table;
  readonly count: number;
}

/** Past the numbers that were written, so that the next row without one does not get one of them. */
const sequenceMove = (sequence: string, highest: number): CompiledQuery =>
  CompiledQuery.raw(
    `select pg_catalog.setval(sequence, $1) from (select ${sequence} as sequence) as its
      where $1::pg_catalog.int8 operator(pg_catalog.>) coalesce(pg_catalog.pg_sequence_last_value(sequence), 0)`,
    [highest],
  );

/** An identity column that is always generated takes the values of rows only where the statement says so. */
function insertion({ name, columns, primary, generated }: Table, rows: readonly AnyRow[]): CompiledQuery {
  const table = fullName(name);
  const listOf = (names: readonly string[]): string => names.map(pg.escapeIdentifier).join(', ');
  const list = listOf(columns.map((column) => column.name));
  const computed = generated.map((column) => column.name);
  const returning = computed.length > 0 ? ` returning ${listOf([...primary, ...computed])}` : '';
  const json = rowsAsJson(columns, rows);
  return CompiledQuery.raw(
    `insert into ${table} (${list}) overriding system value select ${list}
      from pg_catalog.json_populate_recordset(pg_catalog.json_populate_record(null::${table},
        $1::pg_catalog.json), $2::pg_catalog.json)${returning}`,
    [json.common, json.rows],
  );
}
