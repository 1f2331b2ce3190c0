import type { EntityClass, RowOf } from '../../src/entities/row.ts';
import type { AnyRow } from '../../src/load/sink.ts';
import { parseParameters } from '../../src/seeders/parameters.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';

/** A dataset in memory. */
export class Made {
  readonly now: Date;
  readonly #rows = new Map<EntityClass, AnyRow[]>();

  constructor(scenario: Scenario, seed: number, now: Date, given: Readonly<Record<string, unknown>> = {}) {
    this.now = now;
    for (const part of scenario.parts({ seed, now }, parseParameters(scenario, given))) {
      for (const [entity, rows] of part) {
        const all = this.#rows.get(entity);
        if (all) for (const row of rows) all.push(row);
        else this.#rows.set(entity, [...rows]);
      }
    }
  }

  of<T extends object>(entity: EntityClass & (new () => T)): RowOf<T>[] {
    // Rows stand under the class that they are of.
    return (this.#rows.get(entity) ?? []) as RowOf<T>[];
  }

  all(entity: EntityClass): readonly AnyRow[] {
    return this.#rows.get(entity) ?? [];
  }

  get entities(): EntityClass[] {
    return [...this.#rows.keys()];
  }
}

/** Rows of one dataset by their key. */
export const byId = <R extends { readonly id: unknown }>(rows: readonly R[]): Map<unknown, R> =>
  new Map(rows.map((row) => [row.id, row]));

const keyed = (made: Made, entity: EntityClass): Map<unknown, AnyRow> =>
  new Map(made.all(entity).map((row) => [row['id'], row]));

/** When a row came to be: of a session of practice, when it was started. */
const beginningOf = (row: AnyRow): unknown => row['createdAt'] ?? row['startedAt'];

/**
 * What is wrong with a later dataset, if only time has passed since the earlier one: rows that have gone, rows that
 * changed though nothing happened since, and new rows of before.
 */
export function rewritten(earlier: Made, later: Made): string[] {
  const wrong: string[] = [];
  for (const entity of new Set([...earlier.entities, ...later.entities])) {
    const [before, after] = [keyed(earlier, entity), keyed(later, entity)];
    for (const [id, row] of before) {
      const other = after.get(id);
      if (!other) wrong.push(`${entity.name} ${id} has gone`);
      else if (JSON.stringify(row) !== JSON.stringify(other) && !isLater(other['updatedAt'], earlier.now)) {
        wrong.push(`${entity.name} ${id} changed: ${JSON.stringify(row)} ${JSON.stringify(other)}`);
      }
    }
    for (const [id, row] of after) {
      if (!before.has(id) && !isLater(beginningOf(row), earlier.now))
        wrong.push(`${entity.name} ${id} is of before`);
    }
  }
  return wrong;
}

const isLater = (time: unknown, than: Date): boolean => time instanceof Date && time > than;
