import type { EntityManager } from '@mikro-orm/postgresql';
import type { AnyRow, Rows, Sink } from './sink.ts';
import type { Table } from './table.ts';

const ROWS_A_STATEMENT = 500;

/** Inserts rows through an EntityManager, many a statement, in the transaction that it is in. */
export class EntityManagerSink implements Sink {
  readonly #em: EntityManager;
  readonly #tables: readonly Table[];

  constructor(em: EntityManager, tables: readonly Table[]) {
    this.#em = em;
    this.#tables = tables;
  }

  async write(rows: Rows): Promise<void> {
    for (const table of this.#tables) {
      const some = rows.get(table.entity) ?? [];
      for (let first = 0; first < some.length; first += ROWS_A_STATEMENT) {
        const batch = some.slice(first, first + ROWS_A_STATEMENT).map((row) => written(table, row));
        await this.#em.insertMany(table.entity, batch);
      }
    }
  }

  async finish(): Promise<void> {}
}

/** The row without its generated columns. */
const written = (table: Table, row: AnyRow): AnyRow =>
  Object.fromEntries(table.columns.map(({ property }) => [property, row[property]]));
