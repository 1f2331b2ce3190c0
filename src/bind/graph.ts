import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Address } from '../random/address.ts';

/** What the rows of one outermost record share. Most records need no parent made: the maps are for the others. */
export class Graph {
  readonly address: Address;
  #parents: Map<EntityClass, AnyRow> | undefined;
  /** How many rows of each factory lie below the address. */
  #counts: Map<string, number> | undefined;

  constructor(address: Address) {
    this.address = address;
  }

  /** A parent that was made for one of the rows. */
  parent(entity: EntityClass): AnyRow | undefined {
    return this.#parents?.get(entity);
  }

  share(entity: EntityClass, parent: AnyRow): void {
    this.#parents ??= new Map();
    this.#parents.set(entity, parent);
  }

  /** The next address of that label below the record's own. */
  next(label: string): Address {
    this.#counts ??= new Map();
    const n = this.#counts.get(label) ?? 0;
    this.#counts.set(label, n + 1);
    return this.address.child(label, n);
  }

  /** The same, without the parents that were made so far. */
  withoutParents(): Graph {
    const graph = new Graph(this.address);
    this.#counts ??= new Map();
    graph.#counts = this.#counts;
    return graph;
  }
}
