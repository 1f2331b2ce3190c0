import { isEntity, isLoaded } from '../database/orm-internals.ts';
import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';
import { EntityHydrator } from './entity-hydrator.ts';
import type { IdentityMap } from './identity-map.ts';
import type { Lookup } from './lookup.ts';
import { ObjectSlot } from './object-slot.ts';
import { wrongEntity } from './refusals.ts';
import type { Structure } from './structure.ts';

type Fields = Record<string, unknown>;

/** Rows as entities, and entities as rows: one entity for one row. */
export class Entities {
  readonly #structure: Structure;
  readonly #identityMap: IdentityMap;
  readonly #makers = new Map<EntityClass, EntityHydrator>();
  readonly #rowOf = new ObjectSlot<AnyRow>();

  constructor(structure: Structure, identityMap: IdentityMap) {
    this.#structure = structure;
    this.#identityMap = identityMap;
  }

  /**
   * The entity of a row, with its parents, which are known, as entities.
   *
   * @param isTracked whether the ORM shall see the relations of those that are made for it change
   */
  entityOf(entity: EntityClass, row: AnyRow, isTracked = true): object {
    const known = this.#identityMap.entityOf(row);
    if (known) return known;
    const made = this.#maker(entity).make(row, isTracked);
    this.link(row, made);
    return this.#relate(entity, row, made, isTracked);
  }

  /** The same, its relations pointing to what stands for the parents now: it may be older than they are. */
  refreshed(entity: EntityClass, row: AnyRow): object {
    const known = this.#identityMap.entityOf(row);
    return known ? this.#relate(entity, row, known as Fields) : this.entityOf(entity, row);
  }

  /** Remembers that this entity stands for that row. */
  link(row: AnyRow, entity: object): void {
    this.#identityMap.setEntity(row, entity);
    this.#rowOf.set(entity, row);
  }

  /**
   * The row that a caller means by an entity, a row or a key; undefined for values to make one with, or where
   * the row is missing.
   *
   * @param place where it was given, such as `courseMember.user`
   * @throws `wrong_entity` for an entity of another class
   */
  rowOf(entity: EntityClass, value: unknown, place: string, lookup: Lookup): AnyRow | undefined {
    if (typeof value !== 'object' || value === null) return lookup.row(entity, value);
    const stands = isEntity(value) ? value : this.#identityMap.entityOf(value as AnyRow);
    if (stands && !(stands instanceof entity)) {
      throw wrongEntity(place, entity.name, stands.constructor.name);
    }
    const linked = this.#rowOf.get(value);
    if (linked) return linked;
    if (value instanceof entity) return this.#rowOfEntity(entity, value, lookup);
    return stands || this.#isKnownRow(entity, value as AnyRow) ? (value as AnyRow) : undefined;
  }

  #relate(entity: EntityClass, row: AnyRow, made: Fields, isTracked = true): object {
    for (const [name, target] of this.#structure.references(entity)) {
      const parent = row[name] === null ? null : this.#identityMap.parent(row, name, target);
      const value = parent ? this.entityOf(target, parent, isTracked) : null;
      if (made[name] !== value) made[name] = value;
    }
    return made;
  }

  #maker(entity: EntityClass): EntityHydrator {
    const known = this.#makers.get(entity);
    if (known) return known;
    const maker = new EntityHydrator(entity, this.#structure.references(entity).keys());
    this.#makers.set(entity, maker);
    return maker;
  }

  #isKnownRow(entity: EntityClass, value: AnyRow): boolean {
    return this.#identityMap.find(entity, this.#structure.keyOf(entity, value)) === value;
  }

  /** Whether an entity was loaded without columns that every row has. */
  #isPartial(entity: EntityClass, value: object): boolean {
    const { columns } = this.#structure.table(entity);
    return columns.some(({ property, nullable }) => !nullable && Reflect.get(value, property) === undefined);
  }

  /** The row of an entity that was loaded elsewhere, or of a reference to one. */
  #rowOfEntity(entity: EntityClass, value: object, lookup: Lookup): AnyRow | undefined {
    const key = this.#structure.keyIn(entity, value);
    const known = this.#identityMap.find(entity, key);
    if (known) return known;
    if (!isLoaded(value) || this.#isPartial(entity, value)) return lookup.row(entity, key);
    const row = this.#structure.rowOf(entity, value);
    this.#identityMap.add(entity, row);
    this.link(row, value);
    return row;
  }
}
