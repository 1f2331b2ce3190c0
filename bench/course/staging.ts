import type pg from 'pg';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { semester } from '../../src/seeders/course/semester.ts';
import { reset } from '../../src/staging/reset.ts';
import { median } from '../runner/measure.ts';

let seeds = 0;

/**
 * Resets a database to `semester` by renaming, some 250,000 rows, with another seed each time. Resolves to the seconds
 * that it took, and to those of the swap among them.
 */
export async function resetToSemester(url: string): Promise<{ seconds: number; swap: number }> {
  const began = performance.now();
  let swapping = began;
  await reset(
    url,
    course,
    semester,
    { seed: ++seeds, now: DEFAULT_NOW },
    {
      author: { by: 'bench' },
      embedded: true,
      strategy: 'rename',
      onProgress: (step) => {
        if (step === 'swapping') swapping = performance.now();
      },
    },
  );
  const ended = performance.now();
  return { seconds: (ended - began) / 1000, swap: (ended - swapping) / 1000 };
}

/** Clients that read in a loop, and connect again whenever they are cut off. */
export class Readers {
  readonly #url: string;
  readonly #running: readonly Promise<number[]>[];
  #isOver = false;

  constructor(url: string, count: number) {
    this.#url = url;
    this.#running = Array.from({ length: count }, () => this.#read());
  }

  /** Ends them. Resolves to the median of the times, in milliseconds, from the last answer before a cut to the next. */
  async end(): Promise<number> {
    this.#isOver = true;
    return median((await Promise.all(this.#running)).flat());
  }

  async #read(): Promise<number[]> {
    const cuts: number[] = [];
    let client: pg.Client | undefined;
    let last = performance.now();
    let isCut = false;
    while (!this.#isOver) {
      try {
        client ??= await connect(this.#url, { wait: 0 });
        await client.query({ name: 'read', text: 'select id from course order by id limit 10' });
        const now = performance.now();
        if (isCut) cuts.push(now - last);
        isCut = false;
        last = now;
      } catch {
        isCut = true;
        await client?.end().catch(() => {});
        client = undefined;
      }
    }
    await client?.end();
    return cuts;
  }
}
