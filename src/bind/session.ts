import { BadCountError } from '../errors/bad-count.ts';
import { ParentNotFoundError } from '../errors/parent-not-found.ts';
import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Address } from '../random/address.ts';
import type { BoundCounterexample, Breaker } from './breaker.ts';
import { Call, type Made } from './call.ts';
import type { Checker } from './checker.ts';
import type { Database } from './database.ts';
import type { Entities } from './entities.ts';
import type { Ledger } from './ledger.ts';
import { isNeed, type Need, NeedChildren, NeedMatches, needsDatabase } from './need.ts';
import type { Pins } from './pins.ts';
import type { Queue } from './queue.ts';
import type { Report } from './report.ts';
import type { Structure } from './structure.ts';
import { unsaved } from './unsaved.ts';

type Overrides = Readonly<Record<string, unknown>>;

export interface Surroundings {
  readonly structure: Structure;
  readonly ledger: Ledger;
  readonly entities: Entities;
  readonly checker: Checker;
  readonly database: Database;
  readonly breaker: Breaker;
  readonly report: Report;
  /** Where this binding's rows hang from. */
  readonly root: Address;
  /** How many outermost rows each factory has made. */
  readonly counts: Map<string, number>;
  /** The work on the EntityManager, which does one thing at a time. */
  readonly queue: Queue;
}

/** Rows in memory. `undo` forgets them, and that there was a call. */
interface Attempt {
  readonly call: Call;
  readonly rows: readonly AnyRow[];
  readonly undo: () => void;
}

/** The calls of bound factories, outside or within a `within`. */
export class Session {
  readonly #around: Surroundings;
  readonly #forCalls: Surroundings & { readonly pins: Pins };
  readonly pins: Pins;
  /** Calls whose companions wait for the end of a `within`. */
  readonly #waiting: Call[] | undefined;

  /** @param waiting where given, `create` leaves companions to `finish` */
  constructor(around: Surroundings, pins: Pins, waiting?: Call[]) {
    this.#around = around;
    this.#forCalls = { ...around, pins };
    this.pins = pins;
    this.#waiting = waiting;
  }

  /** Makes and writes the companions that the calls of a `within` have left open. */
  async finish(): Promise<void> {
    const waiting = this.#waiting?.splice(0) ?? [];
    const factory = waiting[0]?.made[0]?.factory;
    if (!factory) return;
    await this.#around.queue.run(async () => {
      const made = await this.#retrying(factory, () => waiting.flatMap((call) => call.addCompanions()));
      const forget = () => {
        for (const one of made) this.#around.ledger.remove(one.factory.entity, one.row);
      };
      await this.#write(factory, made, forget, true);
      if (made.length > 0) this.#around.report.add('within', made);
    });
  }

  build(factory: AnyFactory, count: number, overrides: Overrides): object[] {
    try {
      const { call, rows, undo } = this.#attempt(factory, count, overrides);
      let entities: object[];
      try {
        entities = this.#entitiesOf(factory, rows);
        // What cannot be told without the database, `create` checks.
        this.#around.checker.check(call.made);
      } catch (error) {
        undo();
        throw error;
      }
      this.#around.report.add(`${factory.name}.build`, call.made);
      // Built rows live as long as their entities do; the ledger is for what is in the database.
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
    { managed = true }: { managed?: boolean },
  ): Promise<object[]> {
    return await this.#around.queue.run(async () => {
      const { call, rows, undo } = await this.#retrying(factory, () =>
        this.#attempt(factory, count, overrides),
      );
      await this.#write(factory, call.made, undo, managed);
      this.#waiting?.push(call);
      this.#around.report.add(`${factory.name}.create`, call.made);
      return await this.#retrying(factory, () => this.#entitiesOf(factory, rows));
    });
  }

  async attributes(factory: AnyFactory, overrides: Overrides): Promise<AnyRow> {
    return (
      this.#attributesAtOnce(factory, overrides) ??
      (await this.#around.queue.run(() => this.#attributesWithParents(factory, overrides)))
    );
  }

  violating(factory: AnyFactory, rule: string): BoundCounterexample {
    return this.#around.breaker.violating(factory, rule);
  }

  /** Attributes for which nothing has to be read and no other row to be made. */
  #attributesAtOnce(factory: AnyFactory, overrides: Overrides): AnyRow | undefined {
    const { queue, database, checker, report } = this.#around;
    if (!queue.isIdle || !database.knowsLookups) return undefined;
    try {
      const { call, rows, undo } = this.#make(factory, 1, overrides);
      try {
        if (call.made.length === 1 && this.#isBelowSaved(rows[0]) && checker.check(call.made).length === 0) {
          report.add(`${factory.name}.attributes`, []);
          call.undo();
          return this.#around.structure.written(factory.entity, rows[0]);
        }
      } catch (error) {
        undo();
        throw error;
      }
      undo();
    } catch (error) {
      if (!isNeed(error)) throw error;
    }
    return undefined;
  }

  async #attributesWithParents(factory: AnyFactory, overrides: Overrides): Promise<AnyRow> {
    const { ledger, report } = this.#around;
    const { call, rows, undo } = await this.#retrying(factory, () => this.#make(factory, 1, overrides));
    const [row = {}] = rows;
    const own = call.made.find((made) => made.row === row);
    const below = call.below(row);
    const others = call.made.filter((made) => !below.has(made.row));
    await this.#write(factory, others, undo, true, own);
    report.add(`${factory.name}.attributes`, others);
    for (const made of call.made) if (below.has(made.row)) ledger.remove(made.factory.entity, made.row);
    return this.#around.structure.written(factory.entity, row);
  }

  /** Whether all that a row belongs to is in the database, rather than only built. */
  #isBelowSaved(row: AnyRow = {}): boolean {
    const { ledger } = this.#around;
    for (const parent of Object.values(ledger.parentsOf(row))) {
      if (parent && !ledger.isSaved(parent)) return false;
    }
    return true;
  }

  /** The rows of entities that a user names; those that are not loaded are read. */
  async rowsOf(factory: AnyFactory, values: readonly unknown[]): Promise<AnyRow[]> {
    const { entities } = this.#around;
    return await this.#around.queue.run(() =>
      this.#retrying(factory, () =>
        values.map((value) => entities.rowOf(factory.entity, value)).filter((row) => row !== undefined),
      ),
    );
  }

  /** Makes outermost rows and what belongs beside them. */
  #attempt(factory: AnyFactory, count: number, overrides: Overrides): Attempt {
    const attempt = this.#make(factory, count, overrides);
    try {
      if (!this.#waiting) attempt.call.addCompanions();
      return attempt;
    } catch (error) {
      attempt.undo();
      throw error;
    }
  }

  #entitiesOf(factory: AnyFactory, rows: readonly AnyRow[]): object[] {
    return rows.map((row) => this.#around.entities.entityOf(factory.entity, row));
  }

  #make(factory: AnyFactory, count: number, overrides: Overrides): Attempt {
    if (!Number.isSafeInteger(count) || count < 0) throw new BadCountError(factory.name, count);
    const { counts, root } = this.#around;
    const before = counts.get(factory.name) ?? 0;
    const restorePins = this.pins.save();
    const call = new Call(this.#forCalls);
    const undo = (): void => {
      call.undo();
      counts.set(factory.name, before);
      restorePins();
    };
    try {
      counts.set(factory.name, before + count);
      const rows: AnyRow[] = [];
      for (let n = before; n < before + count; n++) {
        rows.push(call.start(factory, overrides, root.child(factory.name, n)));
      }
      return { call, rows, undo };
    } catch (error) {
      undo();
      throw error;
    }
  }

  /** Starts again whenever something had to be read first. */
  async #retrying<T>(factory: AnyFactory, attempt: () => T): Promise<T> {
    await this.#around.database.readLookups();
    for (;;) {
      try {
        return attempt();
      } catch (error) {
        if (!isNeed(error)) throw error;
        await this.#read(factory, error);
      }
    }
  }

  async #read(factory: AnyFactory, need: Need): Promise<void> {
    const { database, checker, structure, ledger } = this.#around;
    if (need instanceof NeedChildren) return await database.readChildren(need);
    if (need instanceof NeedMatches) return await database.readMatches(need);
    const { entity, key } = need;
    const [property = 'id'] = structure.table(entity).primaryProperties;
    // PostgreSQL would not even compare a key that is none.
    if (checker.canBeKey(entity, property, key) && (await database.readRow(need))) return;
    checker.refuse(new ParentNotFoundError(factory.name, entity.name, String(key)));
    ledger.markMissing(entity, key);
  }

  /** Checks rows and writes them; `beside` is checked with them, and what it belongs to is written too. */
  async #write(
    factory: AnyFactory,
    made: readonly Made[],
    undo: () => void,
    managed: boolean,
    beside?: Made,
  ): Promise<void> {
    const all = beside ? [...made, beside] : made;
    const { rows: unsavedRows, taken } = unsaved(all, this.#around.structure, this.#around.ledger);
    const rows = unsavedRows.filter((one) => one !== beside);
    try {
      await this.#check(factory, beside ? [...rows, beside] : rows);
      this.#around.checker.observer.writing?.(rows);
      await this.#around.database.write(rows, { managed });
    } catch (error) {
      for (const one of taken) this.#around.ledger.remove(one.factory.entity, one.row);
      undo();
      throw error;
    }
  }

  /** @throws RuleBrokenError */
  async #check(factory: AnyFactory, made: readonly Made[]): Promise<void> {
    const asked = new Set<string>();
    for (;;) {
      const needs = this.#around.checker.check(made).filter(({ message }) => !asked.has(message));
      if (needs.length === 0) return;
      for (const need of needs) {
        if (!asked.has(need.message)) await this.#read(factory, need);
        asked.add(need.message);
      }
    }
  }
}
