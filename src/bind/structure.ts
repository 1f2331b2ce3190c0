import type { EntityClass } from '../entities/row.ts';
import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Table } from '../load/table.ts';
import { unknownEntity } from './refusals.ts';

/** The tables and relations that a binding's factories are about, and which factory makes which rows. */
export class Structure {
  readonly tables: readonly Table[];
  readonly #tables: ReadonlyMap<EntityClass, Table>;
  readonly #factories = new Map<EntityClass, AnyFactory>();
  readonly #uniqueRelations = new Map<EntityClass, readonly (readonly string[])[]>();

  constructor(tables: readonly Table[], factories: Iterable<AnyFactory>) {
    this.tables = tables;
    this.#tables = new Map(tables.map((table) => [table.entity, table]));
    for (const factory of factories) this.#factories.set(factory.entity, factory);
  }

  table(entity: EntityClass): Table {
    const table = this.#tables.get(entity);
    if (!table) throw unknownEntity(entity.name);
    return table;
  }

  /** The factory that makes parents of that entity. @param child the factory whose rows they are for */
  factoryOf(entity: EntityClass, child: string): AnyFactory {
    const factory = this.#factories.get(entity);
    if (!factory) throw unknownEntity(entity.name, child);
    return factory;
  }

  /** Whether rows of its entity are made by that factory, unless another is asked for. */
  isUsual(factory: AnyFactory): boolean {
    return this.#factories.get(factory.entity) === factory;
  }

  /** A row's primary key as one text; NUL, which PostgreSQL cannot hold, keeps the columns apart. */
  keyOf(entity: EntityClass, row: AnyRow): string {
    const { primaryProperties } = this.table(entity);
    return primaryProperties.length === 1
      ? String(row[primaryProperties[0] ?? 'id'])
      : primaryProperties.map((property) => String(row[property])).join('\0');
  }

  /** The relations of an entity with the entity at the other end. */
  relations(entity: EntityClass): ReadonlyMap<string, EntityClass> {
    return this.table(entity).relations;
  }

  /** Those that an entity holds as the other entity. */
  references(entity: EntityClass): ReadonlyMap<string, EntityClass> {
    return this.table(entity).references;
  }

  /** Every property of an entity, generated columns too. */
  properties(entity: EntityClass): ReadonlySet<string> {
    return this.table(entity).properties;
  }

  /** What no two rows of an entity have the same of, where that is relations only. */
  uniqueRelations(entity: EntityClass): readonly (readonly string[])[] {
    const known = this.#uniqueRelations.get(entity);
    if (known) return known;
    const { uniques, relations } = this.table(entity);
    const found = uniques
      .filter(({ where, properties }) => !where && properties.every((property) => relations.has(property)))
      .map(({ properties }) => properties);
    this.#uniqueRelations.set(entity, found);
    return found;
  }

  targetOf(entity: EntityClass, relation: string): EntityClass {
    const target = this.relations(entity).get(relation);
    if (!target) throw new TypeError(`${entity.name} has no relation '${relation}'`);
    return target;
  }

  /** The row of an entity: its columns, with keys in the place of relations. */
  rowOf(entity: EntityClass, loaded: object): AnyRow {
    const relations = this.relations(entity);
    const row: Record<string, unknown> = {};
    for (const property of this.properties(entity)) {
      const value: unknown = Reflect.get(loaded, property);
      const target = relations.get(property);
      row[property] = target && value instanceof Object ? this.keyIn(target, value) : (value ?? null);
    }
    return row;
  }

  /** The key that a loaded entity has, which may be that of another one, and of another one in turn. */
  keyIn(entity: EntityClass, loaded: object): unknown {
    const [property = 'id'] = this.table(entity).primaryProperties;
    const key: unknown = Reflect.get(loaded, property);
    const target = this.relations(entity).get(property);
    return target && key instanceof Object ? this.keyIn(target, key) : key;
  }

  /** The columns of a row that are written. */
  written(entity: EntityClass, row: AnyRow = {}): AnyRow {
    const { columns, properties } = this.table(entity);
    if (columns.length === properties.size) return row;
    return Object.fromEntries(columns.map(({ property }) => [property, row[property]]));
  }

  /** The paths to everything that rows of an entity belong to, but for the people who wrote them. */
  ancestors(entity: EntityClass, above: readonly EntityClass[] = []): string[] {
    const path = [...above, entity];
    return this.#belongings(entity).flatMap(([relation, target]) => {
      if (path.includes(target)) return [];
      return [relation, ...this.ancestors(target, path).map((further) => `${relation}.${further}`)];
    });
  }

  /** The shortest path to each entity among them: mostly the other paths lead to the same rows. */
  nearestAncestors(entity: EntityClass): string[] {
    const reached = new Set([entity]);
    const paths: string[] = [];
    const toFollow: [path: string, from: EntityClass][] = [['', entity]];
    // The list grows while it is gone through: one level after the other.
    for (const [path, from] of toFollow) {
      for (const [relation, target] of this.#belongings(from)) {
        if (reached.has(target)) continue;
        reached.add(target);
        paths.push(path + relation);
        toFollow.push([`${path}${relation}.`, target]);
      }
    }
    return paths;
  }

  #belongings(entity: EntityClass): [string, EntityClass][] {
    return [...this.relations(entity)].filter(
      ([relation]) => relation !== 'createdBy' && relation !== 'updatedBy',
    );
  }
}
