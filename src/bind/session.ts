import { requireNames } from '../errors/unknown-name.ts';
import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Rule } from '../rules/rule.ts';
import type { Database } from './database.ts';
import type { Call, Made } from './graph-builder.ts';
import { isNeed, needsDatabase } from './need.ts';
import type { Queue } from './queue.ts';
import { type Asked, type Surroundings as ForRows, RootBatch } from './root-batch.ts';
import type { BoundCounterexample, RuleViolator } from './rule-violator.ts';
import type { SharedParents } from './shared-parents.ts';
import type { Stats } from './stats.ts';
import { Writer } from './writer.ts';
import { wrongEntity } from './wrong-entity.ts';

type Overrides = Readonly<Record<string, unknown>>;

export interface Surroundings extends Omit<ForRows, 'sharedParents'> {
  readonly database: Database;
  readonly ruleViolator: RuleViolator;
  readonly stats: Stats;
  /** The work on the EntityManager, which does one thing at a time. */
  readonly queue: Queue;
}

/** So many outermost rows are sent together: few enough for the server not to wait long for the first ones. */
const ROWS_A_PART = 250;

/** The calls of bound factories, outside or within a `within`. */
export class Session {
  readonly #around: Surroundings;
  readonly #forCalls: Surroundings & { readonly sharedParents: SharedParents };
  readonly sharedParents: SharedParents;
  /** Calls whose ensured rows wait for the end of a `within`. */
  readonly #waiting: Call[] | undefined;
  readonly #writer: Writer;

  /** @param waiting where given, `create` leaves ensured rows to `finish` */
  constructor(around: Surroundings, sharedParents: SharedParents, waiting?: Call[]) {
    this.#around = around;
    this.#forCalls = { ...around, sharedParents };
    this.sharedParents = sharedParents;
    this.#waiting = waiting;
    this.#writer = new Writer(around);
  }

  /** Makes and writes the ensured rows that the calls of a `within` have left open. */
  async finish(): Promise<void> {
    const waiting = this.#waiting?.splice(0) ?? [];
    const factory = waiting[0]?.made[0]?.factory;
    if (!factory) return;
    await this.#around.queue.run(async () => {
      const made = await this.#writer.retrying(factory, () =>
        waiting.flatMap((call) => call.addCompanions()),
      );
      const undo = () => {
        for (const one of made) this.#around.identityMap.remove(one.factory.entity, one.row);
      };
      await this.#writer.write(factory, made, { undo });
      if (made.length > 0) this.#around.stats.add('within', made);
    });
  }

  build(factory: AnyFactory, count: number, overrides: Overrides): object[] {
    try {
      const attempt = this.#attempt({ factory, count, overrides });
      const { call, rows } = attempt;
      let entities: object[];
      try {
        entities = this.#entitiesOf(factory, rows);
        // What cannot be told without the database, `create` checks.
        this.#around.checker.check(call.made);
      } catch (error) {
        attempt.undo();
        throw error;
      }
      this.#around.stats.add(`${factory.name}.build`, call.made);
      // Built rows live as long as their entities do; the identity map is for what is in the database.
      call.undo();
      return entities;
    } catch (error) {
      throw isNeed(error) ? needsDatabase(factory.name, error) : error;
    }
  }

  async create(
    factory: AnyFactory,
    count: number,
    overrides: Overrides,
    options: { managed?: boolean },
  ): Promise<object[]> {
    requireNames(options, ['managed'], { place: `${factory.name}.create`, kind: 'option' });
    const { managed = true } = options;
    return await this.#around.queue.run(async () => {
      const { call, rows } = await this.#createRows({ factory, count, overrides }, managed);
      this.#waiting?.push(call);
      this.#around.stats.add(`${factory.name}.create`, call.made);
      return await this.#writer.retrying(factory, () => this.#entitiesOf(factory, rows));
    });
  }

  async attributes(factory: AnyFactory, overrides: Overrides): Promise<AnyRow> {
    return (
      this.#attributesAtOnce(factory, overrides) ??
      (await this.#around.queue.run(() => this.#attributesWithParents(factory, overrides)))
    );
  }

  violating(factory: AnyFactory, rule: string | Rule): BoundCounterexample {
    return this.#around.ruleViolator.violating(factory, rule);
  }

  /** Attributes for which nothing has to be read and no other row to be made. */
  #attributesAtOnce(factory: AnyFactory, overrides: Overrides): AnyRow | undefined {
    const { queue, database, checker, stats } = this.#around;
    if (!queue.isIdle || !database.knowsLookups) return undefined;
    try {
      const attempt = this.#make({ factory, count: 1, overrides });
      const { call, rows } = attempt;
      try {
        if (call.made.length === 1 && this.#isBelowSaved(rows[0]) && checker.check(call.made).length === 0) {
          stats.add(`${factory.name}.attributes`, []);
          call.undo();
          return this.#around.structure.written(factory.entity, rows[0]);
        }
      } catch (error) {
        attempt.undo();
        throw error;
      }
      attempt.undo();
    } catch (error) {
      if (!isNeed(error)) throw error;
    }
    return undefined;
  }

  async #attributesWithParents(factory: AnyFactory, overrides: Overrides): Promise<AnyRow> {
    const { identityMap, stats } = this.#around;
    const attempt = await this.#writer.retrying(factory, () => this.#make({ factory, count: 1, overrides }));
    const { call, rows } = attempt;
    const [row = {}] = rows;
    const own = call.made.find((made) => made.row === row);
    const below = call.below(row);
    const others = call.made.filter((made) => !below.has(made.row));
    await this.#writer.write(factory, others, { undo: () => attempt.undo(), beside: own });
    stats.add(`${factory.name}.attributes`, others);
    for (const made of call.made) if (below.has(made.row)) identityMap.remove(made.factory.entity, made.row);
    return this.#around.structure.written(factory.entity, row);
  }

  /** Whether all that a row belongs to is in the database, rather than only built. */
  #isBelowSaved(row: AnyRow = {}): boolean {
    const { identityMap } = this.#around;
    for (const parent of Object.values(identityMap.parentsOf(row))) {
      if (parent && !identityMap.isSaved(parent)) return false;
    }
    return true;
  }

  /**
   * The rows of entities that a user names; those that are not loaded are read.
   *
   * @throws `wrong_entity` for what stands for no row of the factory's entity
   */
  async rowsOf(factory: AnyFactory, values: readonly unknown[]): Promise<AnyRow[]> {
    const { entities } = this.#around;
    return await this.#around.queue.run(() =>
      this.#writer.retrying(factory, () =>
        values.map((value) => {
          const row = entities.rowOf(factory.entity, value, `within's ${factory.name}`);
          if (row) return row;
          throw wrongEntity(`within's ${factory.name}`, factory.entity.name, 'plain object');
        }),
      ),
    );
  }

  /** Makes outermost rows with what belongs beside them and writes them: the first ones while the next are made. */
  async #createRows(asked: Asked, managed: boolean): Promise<RootBatch> {
    const { factory } = asked;
    const inParts = await this.#writer.retrying(factory, () => this.#attempt(asked, ROWS_A_PART));
    try {
      const others = this.#nextOf(inParts);
      const undo = () => inParts.undo();
      await this.#writer.write(factory, [...inParts.call.made], { undo, managed, others });
      return inParts;
    } catch (error) {
      if (!isNeed(error)) throw error;
    }
    // Something has to be read for one of the next, which cannot be done beside a write.
    const whole = await this.#writer.retrying(factory, () => this.#attempt(asked));
    await this.#writer.write(factory, whole.call.made, { undo: () => whole.undo(), managed });
    return whole;
  }

  /** What is still to be made, part by part, each when it is asked for. */
  *#nextOf(attempt: RootBatch): Generator<readonly Made[]> {
    while (attempt.isUnfinished) yield this.#makePart(attempt, ROWS_A_PART);
  }

  /** Makes outermost rows in memory, so many at first, and what belongs beside them. */
  #attempt(asked: Asked, most?: number): RootBatch {
    const attempt = new RootBatch(this.#forCalls, asked);
    try {
      this.#makePart(attempt, most);
      return attempt;
    } catch (error) {
      attempt.undo();
      throw error;
    }
  }

  /** The next rows; all that are missing where something belongs beside these, which may have to be there first. */
  #makePart(attempt: RootBatch, most?: number): readonly Made[] {
    const made = attempt.make(most);
    if (this.#waiting || !attempt.call.hasCompanions) return made;
    return [...made, ...attempt.make(), ...attempt.call.addCompanions()];
  }

  #entitiesOf(factory: AnyFactory, rows: readonly AnyRow[]): object[] {
    return rows.map((row) => this.#around.entities.entityOf(factory.entity, row));
  }

  /** Makes outermost rows in memory, and nothing beside them. */
  #make(asked: Asked): RootBatch {
    const attempt = new RootBatch(this.#forCalls, asked);
    try {
      attempt.make();
      return attempt;
    } catch (error) {
      attempt.undo();
      throw error;
    }
  }
}
