import { durationOf, grouped } from '../errors/format.ts';
import type { ResetStep } from '../staging/job.ts';

/** How far a seed is, in words: with rate, and the time that remains where the number of rows is known. */
export class Progress {
  readonly #total: number;
  readonly #began = performance.now();

  constructor(counts: ReadonlyMap<unknown, number> | undefined) {
    this.#total = [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  }

  /** @example progress.describe('writing rows', 1_000) // 'writing rows, 1,000 of 5,000, 2,000 a second, 2 s left' */
  describe(step: ResetStep, rows: number): string {
    const written = grouped(rows);
    if (rows === 0) return step;
    if (step !== 'writing rows') return `${step}, ${written} rows`;
    const rate = rows / ((performance.now() - this.#began) / 1000);
    const speed = `${grouped(Math.round(rate))} a second`;
    if (this.#total === 0) return `${step}, ${written}, ${speed}`;
    const left = durationOf((this.#total - rows) / rate);
    return `${step}, ${written} of ${grouped(this.#total)}, ${speed}, ${left} left`;
  }
}
