import { type EntityMetadata, type EntityProperty, Reference, Utils } from '@mikro-orm/core';
import { hasColumns } from '../database/project-columns.ts';
import { tableName } from '../entities/table-name.ts';

// What the metadata of a project's MikroORM say of its entities, and where those have their values.

type Fields = Record<string, unknown>;

/** The table of its rows, which classes may share. @param fallback the schema of entities that have none */
export function tableOf(meta: EntityMetadata, fallback: string): string {
  const { schema = fallback, tableName: name } = meta.root.inheritanceType === 'sti' ? meta.root : meta;
  return tableName({ schema, name });
}

export const unwrapped = (value: unknown): unknown =>
  Reference.isReference(value) || Utils.isScalarReference(value) ? value.unwrap() : value;

/** The properties that are one column each; of an embedded object in columns of its own, its parts. */
export const columnsOf = ({ props }: EntityMetadata): EntityProperty[] =>
  props.filter((property) => hasColumns(property) && property.fieldNames.length === 1);

/** The relations by a key of several columns. */
export const keysOf = ({ relations }: EntityMetadata): EntityProperty[] =>
  relations.filter(
    ({ kind, mappedBy, fieldNames }) =>
      (kind === 'm:1' || kind === '1:1') && !mappedBy && fieldNames.length > 1,
  );

/** The embedded objects in columns of their own that may be null, those within others first. */
export const embeddedIn = ({ props }: EntityMetadata): EntityProperty[] =>
  props
    .filter(({ kind, object, array, nullable }) => kind === 'embedded' && !object && !array && nullable)
    .reverse();

/** Whether an object has nothing at all, which the ORM takes for null. */
export const isEmpty = (value: unknown): boolean =>
  value instanceof Object && Object.values(value).every((part) => part === null);

/** The names under which an entity has what is a column of its own. */
export function pathOf(
  { properties }: EntityMetadata,
  { name, embedded }: EntityProperty,
): readonly string[] {
  if (!embedded) return [name];
  const [parent, key] = embedded;
  const above: EntityProperty | undefined = properties[parent];
  return above ? [...pathOf({ properties } as EntityMetadata, above), key] : [name];
}

export function valueAt(entity: unknown, path: readonly string[]): unknown {
  let value: unknown = entity;
  for (const name of path) {
    const holder = unwrapped(value);
    // A key alone stands for an entity that is not loaded.
    value = holder instanceof Object ? Reflect.get(holder, name) : holder;
  }
  return unwrapped(value);
}

export function setAt(fields: Fields, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) fields[name] = value;
  else {
    const inner: Fields = { ...Object(fields[name]) };
    setAt(inner, rest, value);
    fields[name] = inner;
  }
}

/** Whether a class that this one extends has the column, in a table of its own. */
export const isAbove = ({ tptParent, ownProps }: EntityMetadata, property: EntityProperty): boolean =>
  tptParent !== undefined && property.primary !== true && ownProps?.includes(property) === false;

/** The relations by which a row belongs to others, and theirs, until an entity comes again. */
export function pathsAbove(meta: EntityMetadata): string[] {
  const reached = new Set([meta.root]);
  const paths: string[] = [];
  let level: [path: string, from: EntityMetadata][] = [['', meta]];
  while (level.length > 0) {
    const above = level.flatMap(([path, from]) =>
      from.relations
        .filter(({ kind, mappedBy, mapToPk }) => (kind === 'm:1' || kind === '1:1') && !mappedBy && !mapToPk)
        .map(({ name, targetMeta }) => ({ path: path + name, targetMeta })),
    );
    paths.push(...above.map(({ path }) => path));
    level = above.flatMap(({ path, targetMeta }) =>
      targetMeta && !reached.has(targetMeta.root) ? [[`${path}.`, targetMeta]] : [],
    );
    for (const [, { root }] of level) reached.add(root);
  }
  return paths;
}
