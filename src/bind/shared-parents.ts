import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';

/** The rows that `within` holds for every row below it: one, or a pool that is gone through in turn. */
export class SharedParents {
  readonly #outer: SharedParents | undefined;
  readonly #pools: ReadonlyMap<EntityClass, readonly AnyRow[]>;
  readonly #turns = new Map<string, number>();
  /** Whether nothing is held at all. */
  readonly isEmpty: boolean;

  constructor(pools: ReadonlyMap<EntityClass, readonly AnyRow[]> = new Map(), outer?: SharedParents) {
    this.#pools = pools;
    this.#outer = outer;
    this.isEmpty = pools.size === 0 && (outer?.isEmpty ?? true);
  }

  /** All rows that are held for a parent of that entity. */
  held(entity: EntityClass): readonly AnyRow[] {
    return this.#pools.get(entity) ?? this.#outer?.held(entity) ?? [];
  }

  /**
   * The next row for a parent of that entity; each user of the pool, such as `courseMember.user`, goes
   * through it on its own, so that everything is spread evenly.
   *
   * @param fits rows that do not are passed over
   */
  take(entity: EntityClass, user: string, fits: (row: AnyRow) => boolean): AnyRow | undefined {
    const pool = this.#pools.get(entity);
    if (!pool) return this.#outer?.take(entity, user, fits);
    const turn = this.#turns.get(user) ?? 0;
    for (let i = 0; i < pool.length; i++) {
      const row = pool[(turn + i) % pool.length];
      if (row === undefined || !fits(row)) continue;
      this.#turns.set(user, turn + i + 1);
      return row;
    }
    return undefined;
  }

  /** Where everybody stands, to come back to when a call fails. */
  save(): () => void {
    if (this.#turns.size === 0 && !this.#outer) return () => this.#turns.clear();
    const turns = [...this.#turns];
    const restoreOuter = this.#outer?.save();
    return () => {
      this.#turns.clear();
      for (const [user, turn] of turns) this.#turns.set(user, turn);
      restoreOuter?.();
    };
  }
}
