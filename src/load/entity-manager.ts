import type { SqlEntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { AnyRow, Rows, Sink } from './sink.ts';
import type { Table } from './table.ts';

const ROWS_A_STATEMENT = 5_000;

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

  async write(rows: Rows): Promise<void> {
    for (const table of this.#tables) {
      const some = rows.get(table.entity) ?? [];
      for (let first = 0; first < some.length; first += ROWS_A_STATEMENT) {
        await this.#insert(table, some.slice(first, first + ROWS_A_STATEMENT));
      }
      if (some.length > 0) await this.#moveSequences(table, some);
    }
  }

  async finish(): Promise<void> {}

  async #insert({ name, columns }: Table, rows: readonly AnyRow[]): Promise<void> {
    const table = `public.${pg.escapeIdentifier(name)}`;
    const list = columns.map((column) => pg.escapeIdentifier(column.name)).join(', ');
    const json = rows.map((row) =>
      Object.fromEntries(columns.map((column) => [column.name, row[column.property]])),
    );
    await this.#em.execute(
      `insert into ${table} (${list}) select ${list} from json_populate_recordset(null::${table}, ?::json)`,
      [JSON.stringify(json)],
    );
  }

  /** Past the numbers that were written, so that the next row without one does not get one of them. */
  async #moveSequences({ columns }: Table, rows: readonly AnyRow[]): Promise<void> {
    for (const { sequence, property } of columns) {
      if (sequence === undefined) continue;
      const highest = rows.reduce((so, row) => Math.max(so, Number(row[property])), 0);
      await this.#em.execute(
        `select setval(sequence, ?) from (select ${sequence} as sequence) as its
          where ?::bigint > coalesce(pg_sequence_last_value(sequence), 0)`,
        [highest, highest],
      );
    }
  }
}
