import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { Domain } from '../domain.ts';
import { SeedbedError } from '../errors/error.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { explainRefusal } from '../load/refusal.ts';
import { tablesOf } from '../load/table.ts';
import { Address } from '../random/address.ts';
import { ruleNamed } from '../rules/named.ts';
import type { Rule } from '../rules/rule.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { type Attempt, attempt, type Send } from './attempt.ts';
import { type Counterexample, counterexampleAt } from './counterexample.ts';
import type { Queue } from './queue.ts';

/** A counterexample that can be tried where the factories are bound to. */
export interface BoundCounterexample extends Counterexample {
  /**
   * Writes the rows, tries the breach and rolls everything back: to a savepoint where a transaction is open,
   * else there is one for it. Nothing stays behind; numbers that sequences have given stay given.
   *
   * @throws LoadRefusedError where the rows before the breach are refused already
   */
  attempt(): Promise<Attempt>;
}

interface Surroundings {
  readonly em: SqlEntityManager;
  readonly domain: Domain;
  readonly queue: Queue;
  readonly seed: number | string;
  readonly now: Date;
  /** Of the binding. */
  readonly namespace: string;
}

/** Breaks the rules of a domain on purpose, for one binding. */
export class RuleViolator {
  readonly #around: Surroundings;
  #rules: readonly Rule[] | undefined;
  #count = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** @throws `unknown_rule`, `rule_of_other_table`, `counterexample_missing` */
  violating({ entity, name: factory }: AnyFactory, meant: string | Rule): BoundCounterexample {
    const name = typeof meant === 'string' ? meant : meant.name;
    const { domain, seed, now, namespace } = this.#around;
    const rules = this.#all();
    const own = rules.filter((rule) => rule.entity === entity);
    const other = rules.find((rule) => rule.name === name);
    if (other && !own.some((rule) => rule.name === name)) {
      const theirs = Object.values(domain.factories).find((one) => one.entity === other.entity);
      const owner = theirs?.name ?? other.table;
      throw new SeedbedError('rule_of_other_table', {
        message: `The rule '${name}' is not about rows of ${factory}, but of ${owner}.`,
        hint: `Call ${owner}.violating('${name}').`,
        details: { rule: name, factory },
      });
    }
    const rule = ruleNamed(own, name, domain.name);
    // Apart from the rows that the binding creates, and from those of its other counterexamples.
    const root = Address.root({ seed, now, namespace: `x${this.#count}${namespace}` });
    const example = counterexampleAt(root, domain, rule, rules);
    this.#count++;
    return { ...example, attempt: () => this.#attempt(example) };
  }

  #all(): readonly Rule[] {
    this.#rules ??= rulesOf(this.#around.domain);
    return this.#rules;
  }

  async #attempt(example: Counterexample): Promise<Attempt> {
    const { em, queue, domain } = this.#around;
    const around = { tables: tablesOf(domain), rules: this.#all() };
    return await queue.run(() =>
      em.isInTransaction()
        ? inSavepoint(em, () => attempt(sendOn(em), example, around))
        : inTransaction(em.fork({ freshEventManager: true }), (own) => attempt(sendOn(own), example, around)),
    );
  }
}

/** Not the ORM's own `execute`, which would write the parameters into the statement. */
const sendOn =
  (em: SqlEntityManager): Send =>
  async (sql, values) => {
    const { rows } = await em.getKysely().executeQuery(CompiledQuery.raw(sql, [...values]));
    // Every statement that is sent here gives rows of columns.
    return rows as Awaited<ReturnType<Send>>;
  };

async function inSavepoint<T>(em: SqlEntityManager, work: () => Promise<T>): Promise<T> {
  await em.execute('savepoint seedbed_attempt');
  return await undoing(work, async () => {
    await em.execute('rollback to savepoint seedbed_attempt');
    await em.execute('release savepoint seedbed_attempt');
  });
}

async function inTransaction<T>(
  em: SqlEntityManager,
  work: (em: SqlEntityManager) => Promise<T>,
): Promise<T> {
  await em.begin();
  return await undoing(
    () => work(em),
    () => em.rollback(),
  );
}

async function undoing<T>(work: () => Promise<T>, undo: () => Promise<void>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // Where the connection is lost, there is nothing left to undo.
    await undo().catch(() => {});
    throw explainRefusal(error);
  }
  await undo();
  return result;
}
