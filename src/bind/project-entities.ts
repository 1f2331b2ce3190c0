import type { EntityMetadata, EntityProperty, MetadataStorage } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { defaultSchema } from '../database/application-orm.ts';
import { declaredOrm } from '../database/offline-orm.ts';
import { entityWith, isEntity, isLoaded, itemsOf, metadataOf } from '../database/orm-internals.ts';
import { asStored, fromStored, translated } from '../database/stored-value.ts';
import type { Domain } from '../domain.ts';
import { blueprintFor } from '../factories/blueprint.ts';
import type { AnyRow } from '../load/sink.ts';
import { type Table, tablesOf } from '../load/table.ts';
import {
  columnsOf,
  embeddedIn,
  isAbove,
  isEmpty,
  keysOf,
  pathOf,
  pathsAbove,
  setAt,
  tableOf,
  unwrapped,
  valueAt,
} from './project-metadata.ts';
import { itemExists, parentNotLoaded, unknownEntity, wrongEntity } from './refusals.ts';
import { Structure } from './structure.ts';

type Fields = Record<string, unknown>;

/** A column of a primary key, and where an entity has its value: the key of another entity may be part of it. */
interface KeyPart {
  readonly column: string;
  readonly path: readonly string[];
  readonly property: EntityProperty;
}

/** How many keys a query lists. */
const KEYS_A_QUERY = 500;

/**
 * The entities of a project's MikroORM, and those of the schema that is derived from it, which stand for the same rows.
 * A column has the same property in both. A value passes from one to the other in the form that the database has.
 */
export class ProjectEntities {
  readonly #em: SqlEntityManager;
  readonly #structure: Structure;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #own: MetadataStorage;
  /** That of entities which name none. */
  readonly #schema: string;
  /** The schema's entity, by the project's. */
  readonly #derived = new WeakMap<object, object>();
  /** The project's entity that was built, by the schema's. */
  readonly #built = new WeakMap<object, object>();

  constructor(domain: Domain, em: SqlEntityManager) {
    const tables = tablesOf(domain);
    this.#em = em;
    this.#structure = new Structure(tables, Object.values(domain.factories));
    this.#tables = new Map(tables.map((table) => [table.name, table]));
    this.#own = declaredOrm(domain).getMetadata();
    this.#schema = defaultSchema(em.config.getAll());
  }

  /** What a call is given, in the terms of the schema. */
  given(meta: EntityMetadata, values: object): Fields {
    const given: Fields = {};
    for (const [name, value] of Object.entries(values)) this.#give(meta, name, value, given);
    return given;
  }

  /** A row that a project names by its entity, a reference to it, its key, or values to make it with. */
  parent(meta: EntityMetadata, value: unknown): unknown {
    const named = unwrapped(value);
    if (named === null || named === undefined) return named;
    const [key, ...others] = this.#keyOf(meta);
    const single = others.length === 0 ? key : undefined;
    if (!(named instanceof Object) || Array.isArray(named)) {
      if (!single) throw parentNotLoaded(meta.className);
      return this.#toOwn(meta, single.column, single.property, named);
    }
    if (!isEntity(named)) return this.given(meta, named);
    if (!(named instanceof meta.class))
      throw wrongEntity(`A relation to ${meta.className}`, meta.className, metadataOf(named).className);
    const known = this.#derived.get(named);
    if (known) return this.#rowIn(meta, known);
    if (single) return this.#toOwn(meta, single.column, single.property, valueAt(named, single.path));
    return this.#likeLoaded(meta, named);
  }

  /**
   * Reads rows that have been made, with all that they belong to.
   *
   * @param em knows the entities afterwards
   */
  async stored(em: SqlEntityManager, meta: EntityMetadata, made: readonly object[]): Promise<object[]> {
    const { entity } = this.#table(meta);
    const rows = made.map((one) => this.#structure.rowOf(entity, one));
    const found = new Map<string, object>();
    // A join leaves out the row of a class that demands a relation which the database lets be null.
    for (const strategy of [undefined, 'select-in'] as const) {
      const missing = rows.filter((row) => !found.has(this.#structure.keyOf(entity, row)));
      for (let first = 0; first < missing.length; first += KEYS_A_QUERY)
        await this.#read(em, meta, missing.slice(first, first + KEYS_A_QUERY), { found, strategy });
    }
    return made.map((one, i) => {
      const stored = found.get(this.#structure.keyOf(entity, rows[i] ?? {}));
      if (!stored) throw unknownEntity(meta.className);
      this.#derived.set(stored, one);
      return stored;
    });
  }

  /** Finds entities by the keys of their rows. */
  async #read(
    em: SqlEntityManager,
    meta: EntityMetadata,
    rows: readonly AnyRow[],
    { found, strategy }: { found: Map<string, object>; strategy: 'select-in' | undefined },
  ): Promise<void> {
    const { primary } = this.#table(meta);
    const key = this.#keyOf(meta);
    // Conditions and paths are made from the metadata; the ORM's own types ask for literals.
    const all = await em.find<object>(meta.class, this.#having(meta, rows) as never, {
      populate: pathsAbove(meta) as never,
      // Filters of a project are for what it shows: a row that they hide is there nevertheless.
      filters: false,
      flushMode: 'commit',
      ...(strategy && { strategy }),
    });
    for (const one of all) {
      const values = new Map(
        key.map(({ column, path, property }) => [
          column,
          this.#toOwn(meta, column, property, valueAt(one, path)),
        ]),
      );
      found.set(primary.map((column) => String(values.get(column))).join('\0'), one);
    }
  }

  /** An entity in memory, with what it belongs to. */
  built(meta: EntityMetadata, made: object): object {
    const known = this.#built.get(made);
    if (known) return known;
    const built = entityWith(this.#em, meta.class, this.#dataOf(meta, made));
    this.#built.set(made, built);
    this.#derived.set(built, made);
    return built;
  }

  /** The columns of a row as the project has them, with keys in the place of relations. */
  attributes(meta: EntityMetadata, row: AnyRow): Fields {
    const attributes: Fields = {};
    for (const property of columnsOf(meta).filter(({ name }) => name in row)) {
      const value = this.#fromOwn(meta, property, row[property.name]);
      setAt(attributes, pathOf(meta, property), value);
    }
    for (const property of keysOf(meta)) attributes[property.name] = this.#keyIn(meta, property, row);
    for (const property of embeddedIn(meta))
      if (isEmpty(valueAt(attributes, pathOf(meta, property))))
        setAt(attributes, pathOf(meta, property), null);
    return attributes;
  }

  /** The key of several columns by which a row belongs to another one. */
  #keyIn(meta: EntityMetadata, { fieldNames }: EntityProperty, row: AnyRow): unknown {
    const key = fieldNames.map((column) => row[this.#propertyOf(meta, column)]);
    return key.every((part) => part !== null && part !== undefined) ? key : null;
  }

  #give(meta: EntityMetadata, name: string, value: unknown, given: Fields): void {
    const property: EntityProperty | undefined = meta.properties[name];
    const { kind, targetMeta } = property ?? {};
    if (!property || value === undefined) given[name] = value;
    else if (isAbove(meta, property)) this.#giveAbove(meta, property, value, given);
    else if (kind === 'embedded') this.#giveEmbedded(meta, property, value, given);
    else if (kind === '1:m' || kind === 'm:n') given[name] = this.#items(meta, property, value);
    else if (property.mappedBy) given[name] = this.#items(meta, property, value === null ? [] : [value]);
    else if (targetMeta && !this.#hasTable(targetMeta))
      given[name] = this.#keyElsewhere(meta, property, value);
    else if (targetMeta) given[this.#parentName(meta, property)] = this.parent(targetMeta, value);
    else given[name] = this.#toOwn(meta, property.fieldNames[0] ?? name, property, unwrapped(value));
  }

  /** The key of a row for which there is no factory. */
  #keyElsewhere(
    meta: EntityMetadata,
    { name, targetMeta, fieldNames }: EntityProperty,
    value: unknown,
  ): unknown {
    const named = unwrapped(value);
    const [key] = targetMeta?.getPrimaryProps() ?? [];
    if (!targetMeta || !key || named === null) return named;
    if (named instanceof Object && !isEntity(named))
      throw unknownEntity(targetMeta.className, meta.className);
    return this.#toOwn(meta, fieldNames[0] ?? name, key, valueAt(named, [key.name]));
  }

  /** A key to another column than the primary one is no relation of the schema's entity, but a parent of its factory. */
  #parentName(meta: EntityMetadata, { name, targetMeta, targetKey }: EntityProperty): string {
    if (targetKey === undefined || !targetMeta) return name;
    const { parents } = blueprintFor(this.#structure.factoryOf(this.#table(meta).entity, name));
    return `${name}_` in parents ? `${name}_` : name;
  }

  /** To the columns of an embedded object, or the one column that has it as JSON. */
  #giveEmbedded(meta: EntityMetadata, property: EntityProperty, value: unknown, given: Fields): void {
    const { name, object, array, embeddedProps } = property;
    if (object || array) given[name] = JSON.parse(JSON.stringify(value));
    else
      for (const [key, part] of Object.entries(embeddedProps)) {
        const inner: unknown = value === null ? null : Reflect.get(Object(value), key);
        if (inner !== undefined) this.#give(meta, part.name, inner, given);
      }
  }

  /** To the row of the table above, of which this row has the key. */
  #giveAbove(meta: EntityMetadata, { name }: EntityProperty, value: unknown, given: Fields): void {
    const above = meta.tptParent;
    const [key] = meta.getPrimaryProps();
    if (!above || !key) return;
    const values: Fields = { ...Object(given[key.name]) };
    this.#give(above, name, value, values);
    given[key.name] = values;
  }

  /** Of a class that extends this one in a table of its own, the row in the table of this one. */
  #rowIn(meta: EntityMetadata, known: object): object {
    const above: unknown = Reflect.get(known, meta.primaryKeys[0] ?? 'id');
    const isBelow = !(known instanceof this.#table(meta).entity) && above instanceof Object;
    return isBelow ? this.#rowIn(meta, above) : known;
  }

  #items(
    meta: EntityMetadata,
    { name, kind, targetMeta, mappedBy }: EntityProperty,
    value: unknown,
  ): unknown {
    const items = itemsOf(value);
    if (!targetMeta || !Array.isArray(items)) return items;
    return items.map((one: unknown) => {
      const item = this.parent(targetMeta, one);
      // What is there already belongs to another row, unless a table between two says otherwise.
      const isNew = item instanceof Object && (!isEntity(item) || this.#built.has(item));
      if (kind !== 'm:n' && !isNew)
        throw itemExists(`${meta.className}.${name}`, targetMeta.className, mappedBy);
      return item;
    });
  }

  /** The schema's entity of a row whose key is several columns. It must be loaded, for no key alone names it. */
  #likeLoaded(meta: EntityMetadata, entity: object): object {
    const table = this.#table(meta);
    if (!isLoaded(entity)) throw parentNotLoaded(meta.className);
    const values: Fields = {};
    for (const property of columnsOf(meta))
      this.#give(meta, property.name, valueAt(entity, pathOf(meta, property)), values);
    return Object.assign(Object.create(table.entity.prototype), values);
  }

  /** The columns of an entity as the database has them, with entities in the place of relations. */
  #dataOf(meta: EntityMetadata, made: object): Fields {
    const above = meta.tptParent;
    const [key] = meta.getPrimaryProps();
    const parent: unknown = above && key && Reflect.get(made, key.name);
    const data: Fields = above && parent instanceof Object ? this.#dataOf(above, parent) : {};
    const row = this.#structure.rowOf(this.#table(meta).entity, made);
    for (const property of columnsOf(meta))
      if (property.name in row) data[property.name] = this.#stored(meta, property, row[property.name]);
    for (const property of keysOf(meta)) data[property.name] = this.#keyIn(meta, property, row);
    for (const { name, targetMeta, mapToPk } of meta.relations) {
      const other: unknown = Reflect.get(made, name);
      if (targetMeta && name in row && other instanceof Object && mapToPk !== true)
        data[name] = this.built(targetMeta, other);
    }
    return data;
  }

  /** The condition that finds rows by their keys. */
  #having(meta: EntityMetadata, rows: readonly AnyRow[]): Fields {
    const key = this.#keyOf(meta);
    const keyOf = (row: AnyRow, { column, property }: KeyPart): unknown =>
      this.#fromOwn(meta, { ...property, fieldNames: [column] }, row[this.#propertyOf(meta, column)]);
    const [only, ...others] = key;
    const where: Fields = {};
    if (only && others.length === 0) setAt(where, only.path, { $in: rows.map((row) => keyOf(row, only)) });
    else
      where['$or'] = rows.map((row) => {
        const one: Fields = {};
        for (const part of key) setAt(one, part.path, keyOf(row, part));
        return one;
      });
    return where;
  }

  #keyOf(meta: EntityMetadata): readonly KeyPart[] {
    return meta.getPrimaryProps().flatMap((property): KeyPart[] => {
      const { name, fieldNames, targetMeta } = property;
      if (!targetMeta) return [{ column: fieldNames[0] ?? name, path: [name], property }];
      const theirs = this.#keyOf(targetMeta);
      return theirs.map((part, i) => ({
        ...part,
        column: fieldNames[i] ?? name,
        path: [name, ...part.path],
      }));
    });
  }

  /** A value of the schema's entity as the database has it. */
  #stored(
    meta: EntityMetadata,
    { kind, fieldNames: [column = ''] }: EntityProperty,
    value: unknown,
  ): unknown {
    // An embedded object is what its JSON is.
    return kind === 'embedded'
      ? value
      : asStored(this.#ownProperty(meta, column), value, this.#em.getPlatform());
  }

  #fromOwn(meta: EntityMetadata, property: EntityProperty, value: unknown): unknown {
    return fromStored(property, this.#stored(meta, property, value), this.#em.getPlatform());
  }

  #toOwn(meta: EntityMetadata, column: string, property: EntityProperty, value: unknown): unknown {
    const to = this.#ownProperty(meta, column);
    return translated(value, { from: property, to, platform: this.#em.getPlatform() });
  }

  #ownProperty(meta: EntityMetadata, column: string): EntityProperty | undefined {
    const { properties } = this.#own.get(this.#table(meta).entity);
    return properties[this.#propertyOf(meta, column) as never];
  }

  #propertyOf(meta: EntityMetadata, column: string): string {
    const { columns, generated } = this.#table(meta);
    return [...columns, ...generated].find(({ name }) => name === column)?.property ?? column;
  }

  #table(meta: EntityMetadata): Table {
    const table = this.#tables.get(tableOf(meta, this.#schema));
    if (!table) throw unknownEntity(meta.className);
    return table;
  }

  #hasTable(meta: EntityMetadata): boolean {
    return this.#tables.has(tableOf(meta, this.#schema));
  }
}
