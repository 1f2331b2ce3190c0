import { addCollection, metadataOf } from '../database/orm-internals.ts';
import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';

type Fields = Record<string, unknown>;

/**
 * Makes the entities of a class from rows. When a property of an entity is first assigned, the ORM gives the
 * entity an accessor for it, with functions of its own, which takes ten times as long as making the row.
 * It needs them on relations only, and those without an inverse side can share theirs.
 */
export class EntityHydrator {
  readonly #entity: EntityClass;
  /** Relations with accessors that any entity of the class can have; undefined where some cannot be shared. */
  readonly #accessors: readonly (readonly [string, PropertyDescriptor])[] | undefined;
  readonly #relations: readonly string[];
  readonly #collections: readonly string[];

  constructor(entity: EntityClass, relations: Iterable<string>) {
    this.#entity = entity;
    this.#relations = [...relations];
    this.#accessors = this.#shared();
    const { properties } = metadataOf(this.#construct());
    this.#collections = Object.values<{ name: string; kind: string }>(properties)
      .filter(({ kind }) => kind === '1:m' || kind === 'm:n')
      .map(({ name }) => name);
  }

  /**
   * A new entity with the values of a row, its relations still to be set.
   *
   * @param isTracked whether the ORM shall see its relations change; it need not where it does not know the entity
   */
  make(row: AnyRow, isTracked: boolean): Fields {
    const made = this.#makeAlone(row, isTracked);
    // What is in them only the database knows.
    for (const name of this.#collections) addCollection(made, name);
    return made;
  }

  #makeAlone(row: AnyRow, isTracked: boolean): Fields {
    if (this.#accessors) {
      const made: Fields = { __proto__: this.#entity.prototype, ...row };
      if (!isTracked) return made;
      for (const [name, accessor] of this.#accessors) {
        Object.defineProperty(made, name, accessor);
        made[name] = null;
      }
      return made;
    }
    const made = this.#construct();
    for (const name in row) made[name] = this.#relations.includes(name) ? null : row[name];
    return made;
  }

  #shared(): [string, PropertyDescriptor][] | undefined {
    const specimen = this.#construct();
    // What the class itself does to its entities must be done to each.
    if (Object.keys(specimen).length > 0) return undefined;
    const { properties } = metadataOf(specimen);
    const accessors: [string, PropertyDescriptor][] = [];
    for (const name of this.#relations) {
      const { inversedBy, mappedBy } = properties[name as never] as {
        inversedBy?: unknown;
        mappedBy?: unknown;
      };
      if (inversedBy || mappedBy) return undefined;
      specimen[name] = null;
      const accessor = Object.getOwnPropertyDescriptor(specimen, name);
      if (accessor) accessors.push([name, accessor]);
    }
    return accessors;
  }

  #construct(): Fields {
    try {
      // Classes of `defineEntity` take no arguments; `EntityClass` leaves that open.
      return new (this.#entity as unknown as new () => Fields)();
    } catch {
      // One that needs some: the ORM does not call it for a row either.
      return Object.create(this.#entity.prototype);
    }
  }
}
