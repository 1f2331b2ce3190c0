import { Collection, type EntityMetadata, helper, Utils } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

// What MikroORM does not document is used in this file only. It works in each version that package.json admits.

/** What the ORM knows of the class of an entity. */
export const metadataOf = (entity: object): EntityMetadata => helper(entity).__meta;

/** Whether a value is an entity, of whatever class. */
export const isEntity = (value: object): boolean => Utils.isEntity(value);

/** Whether it is more than a reference by key. */
export const isLoaded = (entity: object): boolean => helper(entity).__initialized;

/** The entities that it manages. */
export const managedBy = (em: SqlEntityManager): Iterable<object> => em.getUnitOfWork().getIdentityMap();

/** As if the EntityManager had loaded it. Its parents are taken one by one, before it. */
export function manage(em: SqlEntityManager, entity: object): void {
  // What is not marked so is left out where nothing cascades.
  const wrapped = helper(entity);
  wrapped.__managed = true;
  // Or the next query for it would fetch it again.
  for (const { name } of wrapped.__meta.comparableProps) wrapped.__loadedProperties.add(name);
  // Without the look for another entity of that key, which `em.merge` begins with: the row is new.
  em.getUnitOfWork().merge(entity, new Set([entity]));
}

/** The items of a collection, as far as they are loaded; of a list, itself. */
export const itemsOf = (value: unknown): unknown =>
  Utils.isCollection(value) ? value.getItems(false) : value;

/**
 * Makes an entity of values as the database has them, which nothing manages. No constructor runs: it may want anything, and
 * the ORM does not call it for a row either.
 */
export const entityWith = (em: SqlEntityManager, entity: EntityMetadata['class'], values: object): object =>
  // The names of the values are known at run time only.
  em.getEntityFactory().create<object>(entity, values as never, {
    newEntity: false,
    merge: false,
    convertCustomTypes: true,
  });

/** Gives an entity a collection that has not been loaded. */
export function addCollection(entity: object, name: string): void {
  Collection.create(entity, name as never, undefined, false);
}
