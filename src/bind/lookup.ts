import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Look } from '../rules/row-rule.ts';
import type { IdentityMap } from './identity-map.ts';
import type { Missing } from './missing.ts';
import type { Structure } from './structure.ts';

/**
 * Looks rows up among those that are known here. It reads nothing: the first thing that has to be read for an
 * answer it notes as `missing`. Answers mean nothing from then on, and are as if there were no such rows.
 */
export class Lookup implements Look {
  missing: Missing | undefined;
  readonly #structure: Structure;
  readonly #identityMap: IdentityMap;

  constructor(structure: Structure, identityMap: IdentityMap) {
    this.#structure = structure;
    this.#identityMap = identityMap;
  }

  /** What `ask` returns; undefined where it asked for something missing: then not even its failure means anything. */
  answer<T>(ask: () => T): T | undefined {
    try {
      const answer = ask();
      return this.missing ? undefined : answer;
    } catch (error) {
      if (this.missing) return undefined;
      throw error;
    }
  }

  /** The row with a key; undefined where there is none. */
  row(entity: EntityClass, key: unknown): AnyRow | undefined {
    const row = this.#identityMap.find(entity, key);
    if (!row && !this.#identityMap.isMissing(entity, key)) {
      const [property = 'id'] = this.#structure.table(entity).primaryProperties;
      this.missing ??= { entity, values: { [property]: key }, isKey: true };
    }
    return row;
  }

  parent(row: AnyRow, relation: string, target: EntityClass): AnyRow | null {
    const parent = this.#identityMap.parent(row, relation, target);
    return parent === undefined ? (this.row(target, row[relation]) ?? null) : parent;
  }

  children(entity: EntityClass, relation: string, parent: AnyRow): Iterable<AnyRow> {
    const target = this.#structure.targetOf(entity, relation);
    const values = { [relation]: parent[this.#structure.table(target).primaryProperties[0] ?? 'id'] };
    // What was made here has no rows below it but those made here.
    if (!this.#identityMap.isMadeHere(parent)) this.#requireAll(entity, values);
    return this.#identityMap.alike(entity, [relation], values);
  }

  alike(entity: EntityClass, columns: readonly string[], row: AnyRow): Iterable<AnyRow> {
    return this.#identityMap.alike(entity, columns, row);
  }

  others(entity: EntityClass, columns: readonly string[], row: AnyRow): Iterable<AnyRow> {
    return this.#identityMap.others(entity, columns, row);
  }

  find(entity: EntityClass, values: AnyRow): AnyRow | undefined {
    const columns = Object.keys(values);
    const [key = 'id', ...others] = this.#structure.table(entity).primaryProperties;
    if (others.length === 0 && columns.includes(key)) {
      const row = this.row(entity, values[key]);
      return row && columns.every((column) => row[column] === values[column]) ? row : undefined;
    }
    for (const row of this.#identityMap.alike(entity, columns, values)) return row;
    this.#requireAll(entity, values);
    return undefined;
  }

  #requireAll(entity: EntityClass, values: AnyRow): void {
    if (!this.#identityMap.hasAll(entity, values)) this.missing ??= { entity, values, isKey: false };
  }
}
