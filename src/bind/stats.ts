import type { Made } from './made.ts';

/** What one kind of call has made. */
export interface CallStats {
  /** Such as `result.create`. */
  readonly call: string;
  readonly calls: number;
  /** Rows by factory. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Counts the rows that calls make, so that a slow test can see where its rows come from. */
export class Stats {
  readonly #lines = new Map<string, { calls: number; rows: Map<string, number> }>();

  add(call: string, made: readonly Made[]): void {
    const line = this.#lines.get(call) ?? { calls: 0, rows: new Map<string, number>() };
    this.#lines.set(call, line);
    line.calls++;
    for (const { factory } of made) line.rows.set(factory.name, (line.rows.get(factory.name) ?? 0) + 1);
  }

  lines(): CallStats[] {
    return [...this.#lines].map(([call, { calls, rows }]) => ({
      call,
      calls,
      rows: Object.fromEntries(rows),
    }));
  }
}
