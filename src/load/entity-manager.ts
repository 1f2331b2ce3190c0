import { setImmediate as turn } from 'node:timers/promises';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
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

  constructor(em: SqlEntityManager, tables: readonly Table[]) {
    this.#em = em;
    this.#tables = tables;
  }

  /** @param meanwhile what to do while the server takes the last rows */
  async write(rows: Rows, meanwhile?: () => void): Promise<void> {
    let sent: Promise<unknown> = Promise.resolve();
    try {
      for (const statement of this.#statements(rows)) {
        await sent;
        sent = this.#send(statement);
        // Otherwise the statement would leave only once we have nothing else to do.
        await Promise.race([sent, turn()]);
      }
      meanwhile?.();
    } finally {
      await sent;
    }
  }

  async finish(): Promise<void> {}

  /** The ORM's own `execute` would write the parameter into the statement, character by character. */
  async #send(statement: CompiledQuery): Promise<void> {
    const { numAffectedRows } = await this.#em.getKysely().executeQuery(statement);
    const affected = Number(numAffectedRows);
    this.#em.config.getLogger().logQuery({ query: statement.sql, affected });
  }

  *#statements(rows: Rows): Generator<CompiledQuery> {
    for (const table of this.#tables) {
      const some = rows.get(table.entity) ?? [];
      for (let first = 0; first < some.length; first += ROWS_A_STATEMENT) {
        yield insertion(table, some.slice(first, first + ROWS_A_STATEMENT));
      }
      if (some.length > 0) yield* sequenceMoves(table, some);
    }
  }
}

/** Past the numbers that are written, so that the next row without one does not get one of them. */
function* sequenceMoves({ columns }: Table, rows: readonly AnyRow[]): Generator<CompiledQuery> {
  for (const { sequence, property } of columns) {
    if (sequence === undefined) continue;
    const highest = rows.reduce((so, row) => Math.max(so, Number(row[property])), 0);
    yield CompiledQuery.raw(
      `select setval(sequence, $1) from (select ${sequence} as sequence) as its
        where $1::bigint > coalesce(pg_sequence_last_value(sequence), 0)`,
      [highest],
    );
  }
}

function insertion({ name, columns }: Table, rows: readonly AnyRow[]): CompiledQuery {
  const table = `public.${pg.escapeIdentifier(name)}`;
  const list = columns.map((column) => pg.escapeIdentifier(column.name)).join(', ');
  const json = rowsAsJson(columns, rows);
  return CompiledQuery.raw(
    `insert into ${table} (${list}) select ${list}
      from json_populate_recordset(json_populate_record(null::${table}, $1::json), $2::json)`,
    [json.common, json.rows],
  );
}
