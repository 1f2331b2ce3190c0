import { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { connectionOptions } from '../../../src/database/connection-options.ts';
import { ormOptions } from '../../../src/database/orm-options.ts';
import type { Case } from './case.ts';
import { Cases } from './cases.ts';
import { Judge, prepareViolations } from './judge.ts';
import type { Subject } from './subject.ts';
import { Verdict } from './verdict.ts';

interface Bench {
  readonly orm: MikroORM;
  readonly judge: Judge;
}

/** Judges cases, in several databases at a time, and keeps count. */
export class Court {
  readonly #benches: readonly Bench[];
  readonly #all: Cases;
  readonly #verdict: Verdict;
  cases = 0;
  refused = 0;
  /** The rules that rows broke, and the names by which the database refused them. */
  readonly broken = new Set<string>();
  readonly answers = new Set<string>();

  private constructor(benches: readonly Bench[], cases: Cases) {
    this.#benches = benches;
    this.#all = cases;
    this.#verdict = new Verdict(cases);
  }

  /** @param urls of databases with the subject's schema, their tables empty */
  static async open(subject: Subject, urls: readonly string[]): Promise<Court> {
    const cases = new Cases(subject);
    const benches = urls.map(async (url): Promise<Bench> => {
      const pool = { min: 1, max: 1 };
      const orm = new MikroORM({ ...ormOptions(subject.domain), ...connectionOptions(url), pool });
      await prepareViolations(orm.em.fork(), subject);
      return { orm, judge: new Judge(orm, await subject.fill(orm), cases) };
    });
    return new Court(await Promise.all(benches), cases);
  }

  /** Tries the cases that break a rule; resolves to those in which the factory and the database disagree. */
  async hearBreaking(): Promise<object[]> {
    const disagreements: object[] = [];
    const waiting = this.#all.breaking.values();
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
      const agree = fc.asyncProperty(this.#all.any, async (one) => {
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
    return this.#verdict.disagreement(outcome);
  }

  /** The rules that no case has broken, and those of the database by which the database has never answered. */
  async unreached(): Promise<string[]> {
    return this.#verdict.unreached(this, await this.#constraints());
  }

  /** The names of the constraints and unique indexes of the tables. */
  async #constraints(): Promise<string[]> {
    const names = `{${this.#all.tables.map(({ name }) => name)}}`;
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
