import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { isLoaded } from '../database/orm-internals.ts';
import type { EntityClass } from '../entities/row.ts';
import type { Schema } from '../entities/schema.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Context } from './context.ts';
import type { Made } from './made.ts';
import type { Missing } from './missing.ts';
import { Queue } from './queue.ts';
import { parentNotFound } from './refusals.ts';
import { Writing } from './writing.ts';

/** Reads for a binding and writes what its calls have made, through the user's EntityManager. */
export class Database {
  readonly em: SqlEntityManager;
  /** The work on the EntityManager, which does one thing at a time. */
  readonly queue = new Queue();
  readonly #schema: Schema;
  readonly #context: Context;
  #knowsLookups = false;

  constructor(em: SqlEntityManager, schema: Schema, context: Context) {
    this.em = em;
    this.#schema = schema;
    this.#context = context;
  }

  /** Reads the rows that come with the schema; once a binding. */
  async readLookups(): Promise<void> {
    if (this.#knowsLookups) return;
    for (const { entity } of this.#schema.lookups) await this.#read(entity, {});
    this.#knowsLookups = true;
  }

  /**
   * Reads what a call of a factory is missing.
   *
   * @throws `parent_not_found`
   */
  async read({ entity, values, isKey }: Missing, factory: string): Promise<void> {
    const { structure, identityMap, checker } = this.#context;
    if (!isKey) {
      await this.#read(entity, values);
      return identityMap.markComplete(entity, values);
    }
    const [[property, key] = ['id', undefined]] = Object.entries(values);
    // PostgreSQL would not even compare a key that is none.
    const canBe = checker.canBeKey(entity, property, key);
    if (canBe && (await this.#read(entity, values, structure.nearestAncestors(entity))) > 0) return;
    checker.refuse(parentNotFound(factory, entity.name, key));
    identityMap.markMissing(entity, key);
  }

  /** Begins to write rows, parents first. @throws LoadRefusedError where the database does not take them */
  async begin(managed: boolean): Promise<Writing> {
    return await Writing.begin({ em: this.em, schema: this.#schema, context: this.#context, managed });
  }

  async write(rows: readonly Made[], managed: boolean): Promise<void> {
    if (rows.length === 0) return;
    const writing = await this.begin(managed);
    try {
      await writing.write(rows);
      await writing.commit();
    } catch (error) {
      throw await writing.fail(error);
    }
  }

  /**
   * Reads rows with all that they belong to. Resolves to how many were found.
   *
   * @param joined what comes in the same query; the rest takes one for each level of what is not loaded yet
   */
  async #read(entity: EntityClass, where: AnyRow, joined: readonly string[] = []): Promise<number> {
    // The conditions and paths are made from the metadata; the ORM's own types ask for literals.
    // Filters of a project are for what it shows: a row that they hide is there nevertheless.
    const options = { populate: joined as never, strategy: 'joined' as never, filters: false } as const;
    const found = await this.em.find<object>(entity, where as never, options);
    await this.em.populate(found, this.#context.structure.ancestors(entity) as never, {
      strategy: 'select-in' as never,
      filters: false,
    });
    for (const one of found) this.#learn(entity, one);
    return found.length;
  }

  /** Takes a loaded entity, and those above it, into the identity map. */
  #learn(entity: EntityClass, loaded: object): void {
    const { identityMap, entities, structure } = this.#context;
    if (!isLoaded(loaded)) return;
    const row = structure.rowOf(entity, loaded);
    const known = identityMap.find(entity, structure.keyOf(entity, row));
    // A row of the schema was assumed at first, and its entity was no managed one.
    entities.link(known ?? row, loaded);
    if (known) return;
    identityMap.add(entity, row);
    for (const [relation, target] of structure.relations(entity)) {
      const parent: unknown = Reflect.get(loaded, relation);
      if (parent instanceof Object) this.#learn(target, parent);
    }
  }
}
