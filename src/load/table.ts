import {
  DeferMode,
  type EntityMetadata,
  type EntityProperty,
  FullTextType,
  type MetadataStorage,
  type Platform,
  Type,
  types,
} from '@mikro-orm/postgresql';
import pg from 'pg';
import { PostgresNaming } from '../database/naming.ts';
import { declaredOrm } from '../database/offline-orm.ts';
import { isComputed } from '../entities/computed.ts';
import { domainTypesOf } from '../entities/domain-types.ts';
import type { EntityClass } from '../entities/row.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName, nameOfPrinted, tableName } from '../entities/table-name.ts';
import { parentsFirst, type TableLink } from './table-order.ts';

/** A column that is written. */
export interface Column {
  /** Its name in the entity. */
  readonly property: string;
  /** Its name in the database. */
  readonly name: string;
  /** Its type as SQL writes it, such as `varchar(255)`. */
  readonly type: string;
}

/** What a column takes. */
export interface TableColumn extends Column {
  readonly nullable: boolean;
  /** The name of the constraint by which it may not be null, where PostgreSQL names it. */
  readonly notNull: string;
  /** What an enum admits, or the members of an array of one. */
  readonly values?: readonly string[];
  /** The check that keeps it to them, where the type in the database is not an enum. */
  readonly valuesCheck?: string;
  /** How the ORM has its values, where those of its type may be numbers or texts. */
  readonly form?: 'number' | 'text';
  /** What it is over, where its type is a domain that the schema makes. */
  readonly over?: string;
  /** What a type of a project makes of a value for the database. */
  readonly convert?: (value: unknown) => unknown;
  /** SQL for the sequence that gives it where a row does not. */
  readonly sequence?: string;
}

/** Columns whose values together are in one row only. */
export interface Unique {
  /** The name of the constraint or index. */
  readonly name: string;
  readonly properties: readonly string[];
  /** SQL: rows for which it is not true do not count. */
  readonly where?: string;
}

/** A table as the loaders see it. */
export interface Table {
  readonly entity: EntityClass;
  readonly name: string;
  /** The columns that are written: all but the generated ones. */
  readonly columns: readonly TableColumn[];
  readonly generated: readonly Column[];
  /** The names of the primary key's columns. */
  readonly primary: readonly string[];
  /** The same as properties of the entity. */
  readonly primaryProperties: readonly string[];
  /** The properties of all columns, generated ones too. */
  readonly properties: ReadonlySet<string>;
  /** The relations, by property, with the entity at the other end. */
  readonly relations: ReadonlyMap<string, EntityClass>;
  /** Those of them that an entity holds as the other entity, not as its key alone (`mapToPk`). */
  readonly references: ReadonlyMap<string, EntityClass>;
  /** The names of the foreign keys over one column, by the relation's property. */
  readonly foreignKeys: ReadonlyMap<string, string>;
  /** The primary key first. */
  readonly uniques: readonly Unique[];
}

/** By a schema's entities, and by the columns that it adds: a domain that is made from another one mostly has the same. */
const known = new WeakMap<Schema['entities'], WeakMap<Schema['columns'], readonly Table[]>>();

/**
 * The tables of a schema, parents before children. It needs no server.
 *
 * @throws TypeError where tables point to each other in a circle of keys of which none may be null
 * @example tablesOf(courseSchema).map((table) => table.name) // ['user', …]
 */
export function tablesOf(schema: Schema): readonly Table[] {
  const cached = known.get(schema.entities)?.get(schema.columns);
  if (cached) return cached;
  const orm = declaredOrm(schema);
  const metadata = orm.getMetadata();
  const platform = orm.em.getPlatform();
  const domainTypes = domainTypesOf(schema);
  const entities = schema.entities.filter((entity) => hasTable(metadata.get(entity)));
  const tables = parentsFirst(entities, linksOf({ ...schema, entities }, metadata)).map((entity) =>
    describe(metadata.get(entity), domainTypes, platform),
  );
  const byColumns = known.get(schema.entities) ?? new WeakMap();
  known.set(schema.entities, byColumns.set(schema.columns, tables));
  return tables;
}

/** The schema without some columns of its tables, which stay empty. */
export function withoutColumns<S extends Schema>(
  schema: S,
  absent: readonly { readonly table: string; readonly column?: string }[],
): S {
  if (absent.length === 0) return schema;
  const tables = tablesOf(schema).map((table) => {
    const gone = table.columns.filter(({ name }) =>
      absent.some((one) => one.table === table.name && one.column === name),
    );
    return {
      ...table,
      columns: table.columns.filter((column) => !gone.includes(column)),
      properties: new Set(
        [...table.properties].filter((one) => !gone.some(({ property }) => property === one)),
      ),
    };
  });
  const columns = [...schema.columns];
  known.get(schema.entities)?.set(columns, tables);
  return { ...schema, columns };
}

/** A view shows rows of tables, and so does an entity that is nothing but a query. */
const hasTable = ({ view, virtual }: EntityMetadata): boolean => !view && !virtual;

/** What has no column here: the rows that belong to one, in tables of their own. */
const isElsewhere = ({ kind, mappedBy }: EntityProperty): boolean =>
  kind === '1:m' || kind === 'm:n' || mappedBy !== undefined;

/** The relations and composite keys of a schema. */
const linksOf = (schema: Schema, metadata: MetadataStorage): TableLink<EntityClass>[] => [
  ...schema.entities.flatMap((from) => {
    const meta = metadata.get(from);
    return relationsOf(meta).flatMap(({ name, targetMeta, nullable, deferMode }) => {
      const canWait = nullable === true || deferMode === DeferMode.INITIALLY_DEFERRED;
      return targetMeta ? [{ from, to: targetMeta.class, name: `${nameOfMeta(meta)}.${name}`, canWait }] : [];
    });
  }),
  ...schema.compositeKeys.map(({ entity: from, name, columns, references, deferred = false }) => {
    const meta = metadata.get(from);
    const { props } = meta;
    const canBeNull = props.some(
      ({ fieldNames, nullable }) => nullable && columns.includes(fieldNames?.[0] ?? ''),
    );
    const canWait = deferred || canBeNull;
    return { from, to: references.entity, name: `${nameOfMeta(meta)}.${name}`, canWait };
  }),
];

const relationsOf = (meta: EntityMetadata): EntityProperty[] =>
  meta.relations.filter((relation) => !isElsewhere(relation));

const formOf = ({ runtimeType }: EntityProperty): Pick<TableColumn, 'form'> => {
  if (runtimeType === 'number' || runtimeType === 'bigint') return { form: 'number' };
  return runtimeType === 'string' ? { form: 'text' } : {};
};

function overOf(
  { columnTypes: [type = ''] }: EntityProperty,
  domainTypes: ReadonlyMap<string, string>,
): Pick<TableColumn, 'over'> {
  const [, name = '', brackets = ''] = /^(.*?)((?:\[\])*)$/.exec(type) ?? [];
  const over = domainTypes.get(nameOfPrinted(name));
  return over === undefined ? {} : { over: over + brackets };
}

const nameOfMeta = ({ schema = 'public', tableName: name }: EntityMetadata): string =>
  tableName({ schema, name });

function describe(meta: EntityMetadata, domainTypes: ReadonlyMap<string, string>, platform: Platform): Table {
  const props = meta.props.filter((prop) => !isElsewhere(prop));
  const columns = props
    .filter((prop) => !isComputed(prop.generated) && prop.persist !== false)
    .map((prop) => ({
      ...columnOf(prop),
      nullable: prop.nullable === true,
      notNull: naming.indexName(meta.tableName, prop.fieldNames, 'not_null'),
      ...formOf(prop),
      ...overOf(prop, domainTypes),
      ...valuesOf(meta, prop),
      ...conversionOf(prop, platform),
      ...sequenceOf(meta, prop),
    }));
  const keys = meta.getPrimaryProps();
  const relations = relationsOf(meta);
  const targets = (some: readonly EntityProperty[]): Map<string, EntityClass> =>
    new Map(some.flatMap(({ name, targetMeta }) => (targetMeta ? [[name, targetMeta.class]] : [])));
  return {
    entity: meta.class,
    name: nameOfMeta(meta),
    columns,
    generated: props.filter((prop) => isComputed(prop.generated)).map(columnOf),
    primary: keys.flatMap((prop) => prop.fieldNames),
    primaryProperties: keys.map((prop) => prop.name),
    properties: new Set(
      props.filter((prop) => prop.persist !== false || prop.generated !== undefined).map((prop) => prop.name),
    ),
    relations: targets(relations),
    references: targets(relations.filter(({ mapToPk }) => mapToPk !== true)),
    foreignKeys: new Map(
      relations.map(({ name, fieldNames }) => [
        name,
        naming.indexName(meta.tableName, fieldNames, 'foreign'),
      ]),
    ),
    uniques: uniquesOf(meta),
  };
}

function valuesOf(
  meta: EntityMetadata,
  { enum: isEnum, array, items, name, nativeEnumName }: EntityProperty,
) {
  if (!(isEnum || array) || !items) return {};
  const check = meta.checks.find(({ property }) => property === name)?.name;
  return {
    values: items.map(String),
    ...(nativeEnumName === undefined && check !== undefined && { valuesCheck: check }),
  };
}

/** Values of the ORM's own types are written by what their columns are. */
const OF_ORM = new Set<unknown>(
  [Type, FullTextType, ...Object.values(types)].map((type) => type.prototype.convertToDatabaseValue),
);

function conversionOf({ customType }: EntityProperty, platform: Platform): Pick<TableColumn, 'convert'> {
  if (!customType || OF_ORM.has(customType.convertToDatabaseValue)) return {};
  return { convert: (value) => customType.convertToDatabaseValue(value, platform) };
}

const columnOf = (prop: EntityProperty): Column => ({
  property: prop.name,
  name: prop.fieldNames[0] ?? prop.name,
  type: prop.columnTypes[0] ?? 'text',
});

function sequenceOf(meta: EntityMetadata, prop: EntityProperty): Pick<TableColumn, 'sequence'> {
  const [, named] = /^nextval\('([^']+)'::regclass\)$/.exec(prop.defaultRaw ?? '') ?? [];
  if (named && /^(small|big)?int(eger)?$/.test(prop.columnTypes[0] ?? '')) {
    const full = named.includes('.') ? named : `public.${named}`;
    return { sequence: `'${full}'::pg_catalog.regclass` };
  }
  // `serial`, which the ORM makes of integer keys, is a sequence too.
  const isIdentity = prop.generated !== undefined && !isComputed(prop.generated);
  if (!isIdentity && prop.autoincrement !== true) return {};
  const table = pg.escapeLiteral(fullName(nameOfMeta(meta)));
  return {
    sequence: `pg_catalog.pg_get_serial_sequence(${table}, ${pg.escapeLiteral(prop.fieldNames[0] ?? prop.name)})::pg_catalog.regclass`,
  };
}

const naming = new PostgresNaming();

function uniquesOf(meta: EntityMetadata): Unique[] {
  const nameOf = (properties: readonly string[]): string => {
    const columns = meta.props
      .filter(({ name }) => properties.includes(name))
      .sort((a, b) => properties.indexOf(a.name) - properties.indexOf(b.name));
    return naming.indexName(
      meta.tableName,
      columns.flatMap(({ fieldNames }) => fieldNames),
      'unique',
    );
  };
  const single = meta.props.filter(({ unique }) => unique).map(({ name }) => [name]);
  return [
    {
      name: naming.indexName(meta.tableName, [], 'primary'),
      properties: meta.getPrimaryProps().map(({ name }) => name),
    },
    ...single.map((properties) => ({ name: nameOf(properties), properties })),
    ...meta.uniques.flatMap(({ name, properties = [], where }) => {
      const listed = [properties].flat().map(String);
      // Of an index by an expression only the database knows what is the same.
      if (listed.length === 0) return [];
      return {
        name: name ?? nameOf(listed),
        properties: listed,
        ...(typeof where === 'string' && { where }),
      };
    }),
  ];
}

/**
 * Refuses rows for which there is no table: they would be lost in silence.
 *
 * @throws TypeError
 */
export function requireTables(tables: readonly Table[], entities: Iterable<EntityClass>): void {
  for (const entity of entities) {
    if (tables.some((table) => table.entity === entity)) continue;
    throw new TypeError(`There are rows of ${entity.name}, which is not among the entities of the schema`);
  }
}
