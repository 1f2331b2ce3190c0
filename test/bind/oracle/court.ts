import { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { connectionOptions, ormOptions } from '../../../src/database/orm-options.ts';
import { course } from '../../../src/domains.ts';
import { fillBase } from './base.ts';
import { anyCase, type Case, tables } from './cases.ts';
import { Judge, prepareViolations } from './judge.ts';
import { disagreement } from './verdict.ts';

interface Bench {
  readonly orm: MikroORM;
  readonly judge: Judge;
}

/** Judges cases, in several databases at a time, and keeps count. */
export class Court {
  readonly #benches: readonly Bench[];
  cases = 0;
  refused = 0;
  /** The rules that rows broke, and the names by which the database refused them. */
  readonly broken = new Set<string>();
  readonly answers = new Set<string>();

  private constructor(benches: readonly Bench[]) {
    this.#benches = benches;
  }

  /** @param urls of databases with the course schema, their tables empty */
  static async open(urls: readonly string[]): Promise<Court> {
    const benches = urls.map(async (url): Promise<Bench> => {
      const pool = { min: 1, max: 1 };
      const orm = new MikroORM({ ...ormOptions(course), ...connectionOptions(url), pool });
      await prepareViolations(orm.em.fork());
      return { orm, judge: new Judge(orm, await fillBase(orm)) };
    });
    return new Court(await Promise.all(benches));
  }

  /** Resolves to the cases in which the factory and the database disagree. */
  async hearAll(all: readonly Case[]): Promise<object[]> {
    const disagreements: object[] = [];
    const waiting = all.values();
    const work = this.#benches.map(async ({ judge }) => {
      // One iterator for all: each takes the next one.
      for (const one of waiting) {
        const disagreement = await this.#hear(judge, one);
        if (disagreement !== undefined) disagreements.push({ ...one, disagreement });
      }
    });
    await Promise.all(work);
    return disagreements;
  }

  /** Makes up cases; fails with the smallest one found in which the factory and the database disagree. */
  async hearAny({ seed, cases }: { readonly seed: number; readonly cases: number }): Promise<void> {
    const numRuns = Math.ceil(cases / this.#benches.length);
    const runs = this.#benches.map(({ judge }, i) => {
      const agree = fc.asyncProperty(anyCase, async (one) => {
        const disagreement = await this.#hear(judge, one);
        if (disagreement !== undefined) throw new Error(disagreement);
      });
      return fc.assert(agree, { seed: seed + i, numRuns });
    });
    await Promise.all(runs);
  }

  async #hear(judge: Judge, one: Case): Promise<string | undefined> {
    const outcome = await judge.judge(one);
    this.cases++;
    if (outcome.refusal) this.refused++;
    for (const name of outcome.broken) this.broken.add(name);
    if (outcome.answer?.accepted === false) this.answers.add(outcome.answer.by);
    return disagreement(outcome);
  }

  /** The names of the constraints and unique indexes of the course tables. */
  async constraints(): Promise<string[]> {
    const names = `{${tables.map(({ name }) => name)}}`;
    const found = await this.#benches[0]?.orm.em.execute<{ name: string }[]>(
      `select conname as name from pg_constraint join pg_class on pg_class.oid = conrelid
        where contype in ('c', 'f', 'n', 'p', 'u') and relname = any (?)
       union
       select indexrelid::regclass::text from pg_index join pg_class on pg_class.oid = indrelid
        where indisunique and relname = any (?)`,
      [names, names],
    );
    return (found ?? []).map(({ name }) => name);
  }

  async close(): Promise<void> {
    for (const { orm } of this.#benches) await orm.close();
  }
}
