import { ArrayType, defineEntity, p } from '@mikro-orm/core';
import type { EntityClass } from '../entities/row.ts';
import type { CompositeKey, Structure } from '../entities/schema.ts';
import { fullName, partsOfName } from '../entities/table-name.ts';
import { sqlType } from '../load/types/sql-type.ts';
import { type Names, relationsOf } from './names.ts';
import type { ColumnStructure, DatabaseStructure, ForeignKeyStructure, TableStructure } from './structure.ts';

/** Entities of the tables of a database, and what else a schema consists of. */
export interface DerivedEntities extends Pick<Structure, 'prelude' | 'extensions' | 'compositeKeys'> {
  readonly entities: readonly EntityClass[];
  classOf(table: string): EntityClass;
}

/**
 * Makes an entity of each table that has a key. Keys over several columns, or to others than the primary key, stand
 * next to the entities, as in every schema of ours.
 *
 * @example entitiesOf(structure, new Names(structure)).entities.map(({ name }) => name)
 */
export function entitiesOf(structure: DatabaseStructure, names: Names): DerivedEntities {
  const tables = new Map(structure.tables.map((table) => [table.name, table]));
  const classes = new Map<string, EntityClass>();
  const classOf = (table: string): EntityClass => {
    const found = classes.get(table);
    if (!found) throw new TypeError(`There is no table ${table} in this structure`);
    return found;
  };
  for (const table of structure.tables) {
    const relations = relationsOf(table, tables);
    const properties = table.columns.map((column) => {
      const relation = relations.get(column.name);
      return [
        names.propertyOf(table.name, column.name),
        relation
          ? () =>
              relationOf(pointing(column, relation, tables), {
                target: classOf(relation.table),
                name: relation.name,
                primary: table.primary.includes(column.name),
              })
          : scalarOf(column, table.primary.includes(column.name)),
      ];
    });
    classes.set(table.name, classFor(table, names, Object.fromEntries(properties)));
  }
  return {
    entities: [...classes.values()],
    classOf,
    extensions: structure.extensions,
    prelude: structure.domainTypes.map(({ name, over }) => `create domain ${fullName(name)} as ${over}`),
    compositeKeys: structure.tables.flatMap((table) => compositeKeysOf(table, tables, classOf)),
  };
}

function classFor(table: TableStructure, names: Names, properties: Record<string, never>): EntityClass {
  const propertyOf = (column: string): string => names.propertyOf(table.name, column);
  const { schema, name } = partsOfName(table.name);
  const className = names.classOf(table.name);
  const definition = defineEntity({
    name: className,
    tableName: name,
    ...(schema !== 'public' && { schema }),
    properties,
    uniques: table.uniques
      .filter(({ beyond }) => beyond === undefined)
      .map(({ name, columns, where }) => ({
        name,
        // Names are known here only, not to the compiler.
        properties: columns.map(propertyOf) as never,
        ...(where !== undefined && { where }),
      })),
  });
  // A class of that name, which is an entity by `setClass`; the compiler knows neither.
  const entity = { [className]: class extends (definition.class as new () => object) {} }[
    className
  ] as EntityClass;
  definition.setClass(entity as never);
  return entity;
}

/** A whole number that points to wider or narrower ones has their values: the ORM has one type for both. */
function pointing(
  column: ColumnStructure,
  { table, references: [reference] }: ForeignKeyStructure,
  tables: ReadonlyMap<string, TableStructure>,
): ColumnStructure {
  const key = tables.get(table)?.columns.find(({ name }) => name === reference);
  const isWhole = ({ over }: ColumnStructure): boolean => /^(smallint|integer|bigint)$/.test(over);
  return key && isWhole(key) && isWhole(column) ? { ...column, type: key.over } : column;
}

function relationOf(
  column: ColumnStructure,
  {
    target,
    name,
    primary,
  }: { readonly target: EntityClass; readonly name: string; readonly primary: boolean },
) {
  const relation = p.manyToOne(target).joinColumn(column.name).foreignKeyName(name).columnType(column.type);
  if (primary) return relation.primary();
  return column.nullable ? relation.nullable() : relation;
}

/** A property that holds what the column holds. */
function scalarOf(column: ColumnStructure, primary: boolean) {
  const { name, nullable, computed, fallback, identity } = column;
  // Each step gives a builder of another type; which one, only the structure knows.
  let property = typed(column).fieldName(name);
  if (primary) property = property.primary() as never;
  if (nullable) property = property.nullable() as never;
  if (identity)
    property = property.generated(identity === 'always' ? 'identity' : 'by default as identity') as never;
  if (computed !== undefined) property = property.generated(`(${computed}) stored`) as never;
  else if (fallback !== undefined) property = property.defaultRaw(fallback) as never;
  return property;
}

function typed({ type, over, labels }: ColumnStructure) {
  const { name, isArray } = sqlType(over);
  if (labels && !isArray)
    return p
      .enum([...labels])
      .nativeEnumName(bare(type))
      .columnType(type);
  if (labels)
    return p
      .enum([...labels])
      .array()
      .nativeEnumName(bare(type))
      .columnType(type);
  if (isArray) return p.type(ArrayType).columnType(type);
  const make = byType[name];
  return (make ? make() : p.string()).columnType(type);
}

const bare = (type: string): string => type.replace(/(\[\])+$/, '');

const byType: Readonly<Record<string, () => ReturnType<typeof p.string>>> = Object.fromEntries(
  Object.entries({
    smallint: () => p.smallint(),
    int: () => p.integer(),
    bigint: () => p.bigint(),
    numeric: () => p.decimal(),
    real: () => p.double(),
    'double precision': () => p.double(),
    boolean: () => p.boolean(),
    date: () => p.date(),
    timestamp: () => p.datetime(),
    timestamptz: () => p.datetime(),
    time: () => p.time(),
    interval: () => p.interval(),
    json: () => p.json(),
    jsonb: () => p.json(),
    bytea: () => p.blob(),
    uuid: () => p.uuid(),
    // Each is a builder, and which one does not matter here.
  }) as never,
);

function compositeKeysOf(
  table: TableStructure,
  tables: ReadonlyMap<string, TableStructure>,
  classOf: (table: string) => EntityClass,
): CompositeKey[] {
  const relations = [...relationsOf(table, tables).values()];
  return table.foreignKeys
    .filter((key) => !relations.includes(key))
    .map((key) => ({
      name: key.name,
      entity: classOf(table.name),
      columns: key.columns,
      references: { entity: classOf(key.table), columns: key.references },
      onDelete: 'no action',
      onUpdate: 'no action',
    }));
}
