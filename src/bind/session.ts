import type { EntityClass } from '../entities/row.ts';
import { SeedbedError } from '../errors/error.ts';
import { requireNames } from '../errors/unknown-name.ts';
import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Context } from './context.ts';
import type { Database } from './database.ts';
import { Graph, type Hooked } from './graph.ts';
import { Lookup } from './lookup.ts';
import type { Made } from './made.ts';
import type { Missing } from './missing.ts';
import { needsDatabase, wrongEntity } from './refusals.ts';
import type { Stats } from './stats.ts';

type Overrides = Readonly<Record<string, unknown>>;

interface Request {
  readonly factory: AnyFactory;
  readonly count: number;
  readonly overrides: Overrides;
  readonly managed: boolean;
}

/** So many outermost rows are sent together: few enough for the server not to wait long for the first ones. */
const ROWS_A_PART = 250;

/** The calls of bound factories, outside or within a `within`. */
export class Session {
  readonly stats: Stats;
  readonly #context: Context;
  readonly #database: Database;
  /** Rows made in a `within`, at whose end the rows that they demand are made. */
  readonly #pending: Hooked[] | undefined;

  /** @param pending where given, `create` leaves ensured rows to `finish` */
  constructor(context: Context, database: Database, stats: Stats, pending?: Hooked[]) {
    this.#context = context;
    this.#database = database;
    this.stats = stats;
    this.#pending = pending;
  }

  build(factory: AnyFactory, count: number, overrides: Overrides): object[] {
    requireCount(factory, count);
    const graph = new Graph(this.#context);
    let entities: object[];
    try {
      const missing = this.#make(graph, factory, count, overrides);
      if (missing) throw needsDatabase(factory.name, missing);
      // What cannot be told without the database, `create` checks.
      this.#context.checker.check(graph.made);
      entities = this.#entitiesOf(factory, graph);
    } catch (error) {
      graph.discard();
      throw error;
    }
    this.stats.add(`${factory.name}.build`, graph.made);
    // Built rows live as long as their entities do; the identity map is for what is in the database.
    graph.forget();
    return entities;
  }

  async create(
    factory: AnyFactory,
    count: number,
    overrides: Overrides,
    options: { managed?: boolean },
  ): Promise<object[]> {
    requireNames(options, ['managed'], { place: `${factory.name}.create`, kind: 'option' });
    requireCount(factory, count);
    const { managed = true } = options;
    return await this.#run(async (graph) => {
      const request = { factory, count, overrides, managed };
      const isWritten = count > ROWS_A_PART && (await this.#createInParts(graph, request));
      if (!isWritten) {
        graph.discard();
        await this.#write(graph, factory, () => this.#make(graph, factory, count, overrides), managed);
      }
      this.#pending?.push(...graph.pending);
      this.stats.add(`${factory.name}.create`, graph.made);
      return this.#entitiesOf(factory, graph);
    });
  }

  async attributes(factory: AnyFactory, overrides: Overrides): Promise<AnyRow> {
    return await this.#run(async (graph) => {
      await this.#complete(factory, () => graph.make(factory, 1, overrides));
      const [row = {}] = graph.rows;
      // What hooks have made belongs to the row, which is not written.
      const below = graph.below(row);
      const others = graph.made.filter((one) => !below.has(one.row));
      const own = graph.made.filter((one) => one.row === row);
      const rows = graph.withBuilt([...others, ...own]);
      await this.#check(factory, rows);
      const written = rows.filter((one) => one.row !== row);
      await this.#database.write(written, true);
      this.stats.add(`${factory.name}.attributes`, others);
      graph.forget(graph.made.filter((one) => below.has(one.row)));
      return this.#context.structure.written(factory.entity, row);
    });
  }

  /**
   * Calls whose rows share what is held.
   *
   * @throws `wrong_entity` for what stands for no row of a factory's entity
   */
  async within(held: ReadonlyMap<AnyFactory, readonly unknown[]>): Promise<Session> {
    const pools = new Map<EntityClass, readonly AnyRow[]>();
    for (const [factory, values] of held) pools.set(factory.entity, await this.#rowsOf(factory, values));
    const context = { ...this.#context, sharedParents: this.#context.sharedParents.with(pools) };
    return new Session(context, this.#database, this.stats, []);
  }

  /** Makes and writes the ensured rows that the calls of a `within` have left open. */
  async finish(): Promise<void> {
    const pending = this.#pending?.splice(0) ?? [];
    const [first] = pending;
    if (!first) return;
    await this.#run(async (graph) => {
      await this.#write(graph, first.blueprint, () => graph.ensure(pending), true);
      if (graph.made.length > 0) this.stats.add('within', graph.made);
    });
  }

  /** Does the work of a call when those before it have ended. Where it fails, it leaves nothing behind. */
  async #run<T>(work: (graph: Graph) => Promise<T>): Promise<T> {
    return await this.#database.queue.run(async () => {
      const graph = new Graph(this.#context);
      try {
        return await work(graph);
      } catch (error) {
        graph.discard();
        throw error;
      }
    });
  }

  /** Makes rows by a step of a graph, checks and writes them. */
  async #write(
    graph: Graph,
    owner: { name: string },
    step: () => Missing | undefined,
    managed: boolean,
  ): Promise<void> {
    await this.#complete(owner, step);
    const rows = graph.withBuilt(graph.made);
    await this.#check(owner, rows);
    await this.#database.write(rows, managed);
  }

  /**
   * Makes and checks some rows while the server takes those before. Resolves to whether that was possible: nothing
   * can be read during a write, and rows that others demand may have to be there first. Else nothing
   * was written.
   */
  async #createInParts(graph: Graph, { factory, count, overrides, managed }: Request): Promise<boolean> {
    const make = () => graph.make(factory, Math.min(ROWS_A_PART, count - graph.rows.length), overrides);
    const isAlone = () => this.#pending !== undefined || graph.pending.length === 0;
    await this.#complete(factory, make);
    if (!isAlone()) return false;
    let rows = graph.withBuilt(graph.made);
    await this.#check(factory, rows);
    const writing = await this.#database.begin(managed);
    try {
      await writing.write(rows);
      while (graph.rows.length < count) {
        const first = graph.made.length;
        const missing = make();
        rows = graph.withBuilt(graph.made.slice(first));
        if (missing || !isAlone() || this.#context.checker.check(rows).length > 0) {
          await writing.rollBack();
          return false;
        }
        await writing.write(rows);
      }
      await writing.commit();
      return true;
    } catch (error) {
      throw await writing.fail(error);
    }
  }

  /** Makes rows, and outside of a `within` the rows that they demand. */
  #make(graph: Graph, factory: AnyFactory, count: number, overrides: Overrides): Missing | undefined {
    const missing = graph.make(factory, count, overrides);
    return missing || this.#pending ? missing : graph.ensure();
  }

  /** The rows of entities that a user names. */
  async #rowsOf(factory: AnyFactory, values: readonly unknown[]): Promise<AnyRow[]> {
    const { structure, identityMap, entities } = this.#context;
    const place = `within's ${factory.name}`;
    return await this.#database.queue.run(async () => {
      let rows: AnyRow[] = [];
      await this.#complete(factory, () => {
        const lookup = new Lookup(structure, identityMap);
        rows = values
          .map((value) => entities.rowOf(factory.entity, value, place, lookup))
          .filter((row) => row !== undefined);
        return lookup.missing;
      });
      if (rows.length < values.length) throw wrongEntity(place, factory.entity.name, 'plain object');
      return rows;
    });
  }

  /** Takes a step, again and again until everything has been read that it is missing. */
  async #complete({ name }: { name: string }, step: () => Missing | undefined): Promise<void> {
    await this.#database.readLookups();
    for (let missing = step(); missing; missing = step()) await this.#database.read(missing, name);
  }

  /** @throws RuleBrokenError */
  async #check({ name }: { name: string }, rows: readonly Made[]): Promise<void> {
    const { checker } = this.#context;
    for (let missing = checker.check(rows); missing.length > 0; missing = checker.check(rows)) {
      for (const one of missing) await this.#database.read(one, name);
    }
  }

  #entitiesOf({ entity }: AnyFactory, { rows }: Graph): object[] {
    return rows.map((row) => this.#context.entities.entityOf(entity, row));
  }
}

function requireCount({ name }: AnyFactory, count: number): void {
  if (Number.isSafeInteger(count) && count >= 0) return;
  throw new SeedbedError('bad_count', {
    message: `${name} cannot make ${count} rows.`,
    details: { factory: name, count },
  });
}
