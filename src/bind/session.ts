import type { EntityClass } from '../entities/row.ts';
import { NeedsDatabaseError } from '../errors/needs-database.ts';
import { ParentNotFoundError } from '../errors/parent-not-found.ts';
import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Address } from '../random/address.ts';
import { Call, type Made } from './call.ts';
import type { Database } from './database.ts';
import type { Entities } from './entities.ts';
import type { Ledger } from './ledger.ts';
import { NeedChildren, NeedRow } from './need.ts';
import type { Pins } from './pins.ts';
import type { Report } from './report.ts';
import type { Structure } from './structure.ts';

type Overrides = Readonly<Record<string, unknown>>;

export interface Surroundings {
  readonly structure: Structure;
  readonly ledger: Ledger;
  readonly entities: Entities;
  readonly database: Database;
  readonly report: Report;
  /** Where this binding's rows hang from. */
  readonly root: Address;
  /** How many outermost rows each factory has made. */
  readonly counts: Map<string, number>;
  /** The tail of the work on the EntityManager, which does one thing at a time. */
  readonly queue: { tail: Promise<unknown> };
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
  readonly pins: Pins;
  /** Calls whose companions wait for the end of a `within`. */
  readonly #waiting: Call[] | undefined;

  /** @param waiting where given, `create` leaves companions to `finish` */
  constructor(around: Surroundings, pins: Pins, waiting?: Call[]) {
    this.#around = around;
    this.pins = pins;
    this.#waiting = waiting;
  }

  /** Makes and writes the companions that the calls of a `within` have left open. */
  async finish(): Promise<void> {
    const waiting = this.#waiting?.splice(0) ?? [];
    const factory = waiting[0]?.made[0]?.factory;
    if (!factory) return;
    await this.#serially(async () => {
      const made = await this.#retrying(factory, () => waiting.flatMap((call) => call.addCompanions()));
      await this.#write(made, () => {}, true);
      if (made.length > 0) this.#around.report.add('within', made);
    });
  }

  build(factory: AnyFactory, count: number, overrides: Overrides): object[] {
    try {
      const { call, entities } = this.#attempt(factory, count, overrides);
      this.#around.report.add(`${factory.name}.build`, call.made);
      // Built rows live as long as their entities do; the ledger is for what is in the database.
      call.undo();
      return entities;
    } catch (error) {
      if (!(error instanceof NeedRow || error instanceof NeedChildren)) throw error;
      throw new NeedsDatabaseError(factory.name, error.entity.name, String(error.key));
    }
  }

  async create(
    factory: AnyFactory,
    count: number,
    overrides: Overrides,
    { managed = true }: { managed?: boolean },
  ): Promise<object[]> {
    return await this.#serially(async () => {
      const { call, entities, undo } = await this.#retrying(factory, () =>
        this.#attempt(factory, count, overrides),
      );
      await this.#write(call.made, undo, managed);
      this.#waiting?.push(call);
      this.#around.report.add(`${factory.name}.create`, call.made);
      return entities;
    });
  }

  async attributes(factory: AnyFactory, overrides: Overrides): Promise<AnyRow> {
    return await this.#serially(async () => {
      const { call, rows, undo } = await this.#retrying(factory, () => this.#make(factory, 1, overrides));
      const own = call.made.find(({ row }) => row === rows[0]);
      await this.#write(
        call.made.filter((made) => made !== own),
        undo,
        true,
      );
      this.#around.report.add(`${factory.name}.attributes`, call.made);
      if (own) this.#around.ledger.remove(own.factory.entity, own.row);
      return { ...rows[0] };
    });
  }

  /** The rows of entities that a user names; those that are not loaded are read. */
  async rowsOf(entity: EntityClass, values: readonly unknown[]): Promise<AnyRow[]> {
    const { entities } = this.#around;
    const factory = this.#around.structure.factoryOf(entity);
    return await this.#serially(() =>
      this.#retrying(factory, () =>
        values.map((value) => entities.rowOf(entity, value)).filter((row) => row !== undefined),
      ),
    );
  }

  /** Makes outermost rows, what belongs beside them, and their entities. */
  #attempt(factory: AnyFactory, count: number, overrides: Overrides): Attempt & { entities: object[] } {
    const attempt = this.#make(factory, count, overrides);
    try {
      if (!this.#waiting) attempt.call.addCompanions();
      const entities = attempt.rows.map((row) => this.#around.entities.entityOf(factory.entity, row));
      return { ...attempt, entities };
    } catch (error) {
      attempt.undo();
      throw error;
    }
  }

  #make(factory: AnyFactory, count: number, overrides: Overrides): Attempt {
    const { counts, root } = this.#around;
    const before = counts.get(factory.name) ?? 0;
    const restorePins = this.pins.save();
    const call = new Call({ ...this.#around, pins: this.pins });
    const undo = (): void => {
      call.undo();
      counts.set(factory.name, before);
      restorePins();
    };
    try {
      counts.set(factory.name, before + count);
      const rows = Array.from(
        { length: count },
        (_, i): AnyRow => call.start(factory, overrides, root.child(factory.name, before + i)),
      );
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
        if (error instanceof NeedChildren) await this.#around.database.readChildren(error);
        else if (error instanceof NeedRow) {
          const found = await this.#around.database.readRow(error);
          if (!found) throw new ParentNotFoundError(factory.name, error.entity.name, String(error.key));
        } else throw error;
      }
    }
  }

  async #write(made: readonly Made[], undo: () => void, managed: boolean): Promise<void> {
    try {
      await this.#around.database.write(this.#unsaved(made), { managed });
    } catch (error) {
      undo();
      throw error;
    }
  }

  /** The rows to insert: those of the call, and those built before that they belong to. */
  #unsaved(made: readonly Made[]): Made[] {
    const { ledger, structure } = this.#around;
    const rows = new Map<AnyRow, Made>();
    const take = (one: Made): void => {
      if (rows.has(one.row) || ledger.isSaved(one.row)) return;
      for (const [relation, parent] of ledger.parentsOf(one.row)) {
        const target = parent && structure.relations(one.factory.entity).get(relation);
        if (target) take({ factory: structure.factoryOf(target), row: parent });
      }
      rows.set(one.row, one);
      // Rows that were built earlier come into the ledger with their first insert.
      if (!ledger.find(one.factory.entity, structure.keyOf(one.factory.entity, one.row))) {
        ledger.add(one.factory.entity, one.row);
      }
    };
    for (const one of made) take(one);
    return [...rows.values()];
  }

  async #serially<T>(work: () => Promise<T>): Promise<T> {
    const { queue } = this.#around;
    const result = queue.tail.then(work);
    queue.tail = result.catch(() => {});
    return await result;
  }
}
