import type { EntityClass } from '../entities/row.ts';
import type { AnyRow, Rows, Sink } from './sink.ts';

/** Keeps the rows, in the order in which they came. */
export class MemorySink implements Sink {
  readonly rows = new Map<EntityClass, AnyRow[]>();

  async write(rows: Rows): Promise<void> {
    for (const [entity, some] of rows) {
      const kept = this.rows.get(entity);
      if (kept) kept.push(...some);
      else this.rows.set(entity, [...some]);
    }
  }

  async finish(): Promise<void> {}
}
