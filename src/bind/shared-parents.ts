import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';

/** Rows that are gone through in turn. */
interface Pool {
  readonly rows: readonly AnyRow[];
  /** How far each user of it has come, such as `courseMember.user`: so everything is spread evenly. */
  readonly turns: Map<string, number>;
}

/** How far all users of all pools have come. */
export type Turns = ReadonlyMap<Pool, ReadonlyMap<string, number>>;

/** The rows that `within` holds for every row below it: a pool for each entity, mostly of one row. */
export class SharedParents {
  readonly #pools: ReadonlyMap<EntityClass, Pool>;

  constructor(pools: ReadonlyMap<EntityClass, Pool> = new Map()) {
    this.#pools = pools;
  }

  /** What an inner `within` holds: its own rows in place of ours of the same entities. */
  with(held: ReadonlyMap<EntityClass, readonly AnyRow[]>): SharedParents {
    const own = [...held].map(([entity, rows]) => [entity, { rows, turns: new Map() }] as const);
    return new SharedParents(new Map([...this.#pools, ...own]));
  }

  /** Whether nothing is held at all. */
  get isEmpty(): boolean {
    return this.#pools.size === 0;
  }

  /** All rows that are held for a parent of that entity. */
  held(entity: EntityClass): readonly AnyRow[] {
    return this.#pools.get(entity)?.rows ?? [];
  }

  /**
   * The next row for a parent of that entity.
   *
   * @param fits rows that do not are passed over
   */
  take(entity: EntityClass, user: string, fits: (row: AnyRow) => boolean): AnyRow | undefined {
    const { rows, turns } = this.#pools.get(entity) ?? { rows: [], turns: new Map<string, number>() };
    const turn = turns.get(user) ?? 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[(turn + i) % rows.length];
      if (row === undefined || !fits(row)) continue;
      turns.set(user, turn + i + 1);
      return row;
    }
    return undefined;
  }

  /** To come back to when a call fails. */
  turns(): Turns {
    return new Map([...this.#pools.values()].map((pool) => [pool, new Map(pool.turns)]));
  }

  restore(turns: Turns): void {
    for (const [pool, before] of turns) {
      pool.turns.clear();
      for (const [user, turn] of before) pool.turns.set(user, turn);
    }
  }
}
