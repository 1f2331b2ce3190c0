import type { Collection, EntityData, EntityKey, EntitySchema } from '@mikro-orm/core';
import type { Domain } from '../domain.ts';
import type { EntityClass } from '../entities/row.ts';
import type { TypedFactory } from './typed-factory.ts';

/** Entities of a project by the name of their class, as `import * as entities` gives them. */
export type EntitiesByName = Readonly<Record<string, unknown>>;

/** The entity that a class or a schema of MikroORM stands for. */
type EntityBehind<C> =
  C extends EntityClass<infer E extends object>
    ? E
    : C extends EntitySchema<infer E extends object>
      ? E
      : never;

/** What the calls of a project's factory take: values as the ORM's `create` does, and for collections also how many rows. */
export type EntityInput<E> = {
  readonly [K in EntityKey<E>]?: NonNullable<E[K]> extends Collection<infer Item>
    ? number | readonly (Item | EntityInput<Item>)[]
    : EntityData<E>[K];
};

/** A factory that makes the entities of a project. */
export interface ProjectFactory<E extends object> extends TypedFactory<E, EntityInput<E>, EntityInput<E>> {}

/** Factories by the names of classes, with a small first letter. */
export type ProjectFactories<Es extends EntitiesByName> = {
  readonly [K in keyof Es & string as [EntityBehind<Es[K]>] extends [never]
    ? never
    : Uncapitalize<K>]: ProjectFactory<Extract<EntityBehind<Es[K]>, object>>;
};

/** A domain that is derived from the entities of a project. */
export type ProjectDomain<Es extends EntitiesByName> = Domain<ProjectFactories<Es>>;
