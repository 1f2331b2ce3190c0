import type { EntityMetadata, EntityProperty, MetadataStorage } from '@mikro-orm/core';
import { defaultSchema, isUnnamedPivot } from '../database/application-orm.ts';
import { hasColumns } from '../database/project-columns.ts';
import type { ProjectOrm } from '../entities/schema.ts';
import { tableName } from '../entities/table-name.ts';

/** A collection of an entity, or the one that is the other side of it: rows of another table that point to it. */
export interface ProjectCollection {
  readonly property: string;
  readonly table: string;
  /** The columns there that point here. */
  readonly columns: readonly string[];
  /** Of a table between two: the columns that point to the other one, and its name. */
  readonly others?: { readonly columns: readonly string[]; readonly target: string };
}

/** One of several classes whose rows are in one table. */
export interface ProjectSubclass {
  readonly className: string;
  /** What the discriminator column has in its rows. */
  readonly value: string | number;
  /** The classes that it is, which are itself and those that it extends. */
  readonly classes: readonly string[];
  /** The columns that it has, and of these the ones that it always has. */
  readonly columns: readonly string[];
  readonly demanded: readonly string[];
}

/** What the metadata of a project's MikroORM say of a table beyond its structure. */
export interface ProjectTable {
  readonly className: string;
  /** The properties of columns; those of an embeddable in columns of its own as the ORM calls them: `address_street`. */
  readonly properties: ReadonlyMap<string, EntityProperty>;
  /** Relations over several columns, by these columns joined with commas. */
  readonly relations: ReadonlyMap<string, string>;
  readonly collections: readonly ProjectCollection[];
  /** The column that says which of the subclasses a row is. */
  readonly discriminator?: string;
  readonly subclasses: readonly ProjectSubclass[];
}

/** By table. */
export type ProjectModel = ReadonlyMap<string, ProjectTable>;

/**
 * What a project's MikroORM calls its tables, and what it knows of them.
 *
 * @example projectModel(orm).get('people')?.className // 'Reader'
 */
export function projectModel(orm: ProjectOrm): ProjectModel {
  // Of whichever copy of the package the metadata are.
  const metadata = orm.getMetadata() as MetadataStorage;
  const all = [...metadata.getAll().values()].filter(hasTable);
  const heads = all.filter((meta) => meta.root === meta || meta.root.inheritanceType === 'tpt');
  const fallback = defaultSchema(orm.config.getAll());
  const nameOf: NameOf = ({ schema = fallback, tableName: name }) => tableName({ schema, name });
  const model = { all, nameOf, pivotOf: (prop: EntityProperty) => metadata.find(prop.pivotEntity) };
  return new Map(heads.map((meta) => [nameOf(meta), tableOf(meta, model)]));
}

/** What seedbed calls the table of an entity. */
type NameOf = (meta: EntityMetadata) => string;

/** What is known of all entities. */
interface Model {
  /** Those that have a table. */
  readonly all: readonly EntityMetadata[];
  readonly nameOf: NameOf;
  /** Of the table between the two of a many-to-many. */
  readonly pivotOf: (prop: EntityProperty) => EntityMetadata | undefined;
}

/** Whether rows of its own table stand for it. Tables between two that have no class are called by their columns. */
const hasTable = (meta: EntityMetadata): boolean =>
  meta.embeddable !== true &&
  meta.virtual !== true &&
  meta.view !== true &&
  !isBase(meta) &&
  !isUnnamedPivot(meta) &&
  meta.schema !== '*';

/** An abstract class that others extend, whose columns are in their tables. */
const isBase = ({ abstract, root }: EntityMetadata): boolean =>
  abstract === true && root.inheritanceType === undefined;

function tableOf(meta: EntityMetadata, model: Model): ProjectTable {
  const { all } = model;
  const stored = meta.props.filter(hasColumns);
  const { inheritanceType, discriminatorColumn = '' } = meta;
  const column = inheritanceType === 'sti' ? meta.properties[discriminatorColumn]?.fieldNames[0] : undefined;
  return {
    className: meta.className,
    properties: new Map(stored.filter(isSingle).map((prop) => [prop.fieldNames[0] ?? prop.name, prop])),
    relations: new Map(
      stored.filter((prop) => !isSingle(prop)).map(({ name, fieldNames }) => [fieldNames.join(), name]),
    ),
    collections: (meta.ownProps ?? meta.props).flatMap((prop) => collectionOf(prop, model)),
    ...(column !== undefined && { discriminator: column }),
    subclasses:
      column === undefined
        ? []
        : all.filter((one) => isSubclass(one, meta)).map((one) => subclassOf(one, all)),
  };
}

const isSingle = ({ fieldNames }: EntityProperty): boolean => fieldNames.length === 1;

const isSubclass = (one: EntityMetadata, root: EntityMetadata): boolean =>
  one.root === root && one.abstract !== true && one.discriminatorValue !== undefined;

function subclassOf(meta: EntityMetadata, all: readonly EntityMetadata[]): ProjectSubclass {
  const { className, discriminatorValue, props } = meta;
  const stored = props.filter(hasColumns);
  return {
    className,
    value: discriminatorValue ?? className,
    classes: all
      .filter((one) => one === meta || meta.class.prototype instanceof one.class)
      .map((one) => one.className),
    columns: stored.flatMap(({ fieldNames }) => fieldNames),
    demanded: stored.filter(({ nullable }) => nullable !== true).flatMap(({ fieldNames }) => fieldNames),
  };
}

function collectionOf(prop: EntityProperty, { nameOf, pivotOf }: Model): ProjectCollection[] {
  const { kind, name, targetMeta, mappedBy } = prop;
  if (mappedBy && targetMeta && kind !== 'm:n') {
    const owner: EntityProperty | undefined = targetMeta.properties[mappedBy];
    return owner ? [{ property: name, table: nameOf(targetMeta), columns: owner.fieldNames }] : [];
  }
  const pivot = kind === 'm:n' && !isAdded(prop) ? pivotOf(prop) : undefined;
  if (!pivot || !targetMeta) return [];
  const { joinColumns: columns, inverseJoinColumns } = prop;
  const table = nameOf(pivot);
  return [
    { property: name, table, columns, others: { columns: inverseJoinColumns, target: nameOf(targetMeta) } },
  ];
}

/** The ORM adds the other side of a many-to-many that has none. */
const isAdded = ({ name }: EntityProperty): boolean => name.endsWith('__inverse');
