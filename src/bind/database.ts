import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { isLoaded, manage } from '../database/orm-internals.ts';
import { underExchanged } from '../database/setting.ts';
import { isInTransaction } from '../database/single-client.ts';
import type { EntityClass } from '../entities/row.ts';
import type { Schema } from '../entities/schema.ts';
import { EntityManagerSink } from '../load/entity-manager.ts';
import { explainRefusal } from '../load/refusal.ts';
import type { AnyRow, Rows } from '../load/sink.ts';
import type { Entities } from './entities.ts';
import type { Made } from './graph-builder.ts';
import type { IdentityMap } from './identity-map.ts';
import { isNeed, type NeedChildren, type NeedMatches, type NeedRow } from './need.ts';
import type { Structure } from './structure.ts';

const SAME_NAMESPACE =
  'Rows of another binding that counts the same way may still be there: roll back after each test, empty the tables, or bind with another `run` or `worker`.';

interface Surroundings {
  readonly em: SqlEntityManager;
  readonly schema: Schema;
  readonly structure: Structure;
  readonly identityMap: IdentityMap;
  readonly entities: Entities;
}

/** Reads for a binding and writes what its calls have made, through the user's EntityManager. */
export class Database {
  readonly #around: Surroundings;
  #lookupsRead = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Whether the rows that come with the schema have been read. */
  get knowsLookups(): boolean {
    return this.#lookupsRead;
  }

  /** Reads the rows that come with the schema; once a binding. */
  async readLookups(): Promise<void> {
    if (this.#lookupsRead) return;
    for (const { entity } of this.#around.schema.lookups) await this.#read(entity, {});
    this.#lookupsRead = true;
  }

  /** Reads a row with all that it belongs to, in one query. Resolves to whether there is one. */
  async readRow({ entity, key }: NeedRow): Promise<boolean> {
    const { structure } = this.#around;
    const [property = 'id'] = structure.table(entity).primaryProperties;
    return (await this.#read(entity, { [property]: key }, structure.nearestAncestors(entity))) > 0;
  }

  async readChildren({ entity, relation, key }: NeedChildren): Promise<void> {
    await this.#read(entity, { [relation]: key });
    this.#around.identityMap.markComplete(entity, relation, key);
  }

  async readMatches({ entity, values }: NeedMatches): Promise<void> {
    await this.#read(entity, values);
    this.#around.identityMap.markMatched(entity, values);
  }

  /**
   * Writes rows, parents first, in the EntityManager's transaction or else one of its own. The parts are asked
   * for one by one, each while the server takes the one before it.
   *
   * @throws LoadRefusedError where the database does not take them, or what comes of asking for a part: nothing
   * is written, and a transaction that was open goes on. Sequences move with a transaction of its own only: whoever
   * opened another one may roll it back, which would leave them where they are.
   */
  async write(parts: Iterable<readonly Made[]>, { managed }: { managed: boolean }): Promise<void> {
    const { em, identityMap, entities } = this.#around;
    const written: (readonly Made[])[] = [];
    let computed: ReadonlyMap<EntityClass, readonly object[]> = new Map();
    const isOurs = !isInTransaction(em);
    const insert = async (inner: SqlEntityManager) => {
      const sink = await this.#insert(inner, parts, (part) => {
        this.#makeEntities(part, managed);
        written.push(part);
      });
      computed = sink.computed;
      if (isOurs) await sink.moveSequences();
    };
    try {
      await (em.isInTransaction()
        ? inSavepoint(em, insert)
        : // Without the user's subscribers, to whom the end of a transaction would be a flush.
          em.fork({ freshEventManager: true }).transactional(insert));
    } catch (error) {
      throw explainRefusal(error, { schema: this.#around.schema, onDuplicate: SAME_NAMESPACE });
    }
    this.#takeComputed(computed);
    for (const { factory, row } of written.flat()) {
      identityMap.markSaved(row);
      if (managed) manage(em, entities.refreshed(factory.entity, row));
    }
  }

  /** Makes entities as long as nothing has to be read for them, which cannot be done beside a write. */
  #makeEntities(made: readonly Made[], managed: boolean): void {
    const { entities } = this.#around;
    try {
      for (const { factory, row } of made) entities.entityOf(factory.entity, row, managed);
    } catch (error) {
      if (!isNeed(error)) throw error;
    }
  }

  /** Gives rows, and the entities that stand for them, the values of columns that the database fills itself. */
  #takeComputed(computed: ReadonlyMap<EntityClass, readonly object[]>): void {
    if (computed.size === 0) return;
    const { em, structure, identityMap } = this.#around;
    // It makes of what the driver has what an entity has, and knows nothing afterwards.
    const reader = em.fork();
    for (const [entity, all] of computed) {
      const { generated } = structure.table(entity);
      for (const one of all) {
        const stored = structure.rowOf(entity, reader.map<object>(entity, one));
        const row = identityMap.find(entity, structure.keyOf(entity, stored));
        if (!row) continue;
        const values = Object.fromEntries(generated.map(({ property }) => [property, stored[property]]));
        identityMap.complete(entity, row, values);
      }
    }
  }

  /** @param meanwhile what to do with a part while the server takes it */
  async #insert(
    em: SqlEntityManager,
    parts: Iterable<readonly Made[]>,
    meanwhile: (part: readonly Made[]) => void,
  ): Promise<EntityManagerSink> {
    const sink = new EntityManagerSink(em, this.#around.structure.tables);
    await underExchanged(
      (sql) => em.execute(sql),
      this.#around.schema.loadSettings,
      async () => {
        try {
          for (const part of parts) {
            await sink.write(byEntity(part));
            meanwhile(part);
          }
        } catch (error) {
          // Somebody else has the connection next.
          await sink.settle();
          throw error;
        }
        await sink.finish();
      },
    );
    return sink;
  }

  /**
   * Reads rows with all that they belong to. Resolves to how many were found.
   *
   * @param joined what comes in the same query; the rest takes one for each level of what is not loaded yet
   */
  async #read(
    entity: EntityClass,
    where: Readonly<Record<string, unknown>>,
    joined: readonly string[] = [],
  ): Promise<number> {
    const { em, structure } = this.#around;
    // The conditions and paths are made from the metadata; the ORM's own types ask for literals.
    // Filters of a project are for what it shows: a row that they hide is there nevertheless.
    const options = { populate: joined as never, strategy: 'joined' as never, filters: false } as const;
    const found = await em.find<object>(entity, where as never, options);
    await em.populate(found, structure.ancestors(entity) as never, {
      strategy: 'select-in' as never,
      filters: false,
    });
    for (const one of found) this.#learn(entity, one);
    return found.length;
  }

  /** Takes a loaded entity, and those above it, into the identity map. */
  #learn(entity: EntityClass, loaded: object): AnyRow | undefined {
    const { identityMap, entities, structure } = this.#around;
    if (!isLoaded(loaded)) return undefined;
    const row = structure.rowOf(entity, loaded);
    const known = identityMap.find(entity, structure.keyOf(entity, row));
    if (known) {
      // A row of the schema was assumed at first, and its entity was no managed one.
      entities.link(known, loaded);
      return known;
    }
    identityMap.add(entity, row);
    identityMap.markSaved(row);
    entities.link(row, loaded);
    for (const [relation, target] of structure.relations(entity)) {
      const parent: unknown = Reflect.get(loaded, relation);
      if (parent instanceof Object) this.#learn(target, parent);
    }
    return row;
  }
}

function byEntity(made: readonly Made[]): Rows {
  const rows = new Map<EntityClass, AnyRow[]>();
  for (const { factory, row } of made) {
    const some = rows.get(factory.entity);
    if (some) some.push(row);
    else rows.set(factory.entity, [row]);
  }
  return rows;
}

/** Runs `work` so that a transaction outlives its failure. */
async function inSavepoint(
  em: SqlEntityManager,
  work: (em: SqlEntityManager) => Promise<void>,
): Promise<void> {
  await em.execute('savepoint seedbed_write');
  try {
    await work(em);
  } catch (error) {
    await em.execute('rollback to savepoint seedbed_write');
    throw error;
  }
  await em.execute('release savepoint seedbed_write');
}
