import type { EntityProperty } from '@mikro-orm/core';
import { type ColumnPlace, usualValue, withNulls } from './column-value.ts';
import type { Draw } from './context.ts';
import { byValueOf, constant, type JsonTemplate, json, oneOf } from './mixed-values.ts';
import type { Names } from './names.ts';
import type { ProjectTable } from './project-model.ts';
import type { ColumnStructure } from './structure.ts';

/**
 * How a column is filled of which the project's entities say more than the database: the values of an enum, the shape of
 * an embedded object in JSON, which class of several a row is of, and which columns such a class has.
 */
export function projectValue(
  column: ColumnStructure,
  usual: Draw | undefined,
  { place, project, names }: { place: ColumnPlace; project: ProjectTable; names: Names },
): Draw | undefined {
  const { subclasses, discriminator, properties } = project;
  if (column.name === discriminator) return oneOf(subclasses.map(({ value }) => value));
  const property = properties.get(column.name);
  const own = property && ownValue(column, property, place);
  const draw = own ? withNulls(column, own) : usual;
  if (!draw || discriminator === undefined) return draw;
  if (!isOfSome(column.name, project)) return draw;
  const having = subclasses.filter(({ columns }) => columns.includes(column.name));
  const always = own ?? usualValue({ ...column, nullable: false }, place) ?? draw;
  return byValueOf(
    names.propertyOf(place.table.name, discriminator),
    Object.fromEntries(
      having.map(({ value, demanded }) => [value, demanded.includes(column.name) ? always : draw]),
    ),
  );
}

function ownValue(
  { labels, type }: ColumnStructure,
  property: EntityProperty,
  place: ColumnPlace,
): Draw | undefined {
  const { kind, items, array, targetMeta } = property;
  if (kind === 'embedded') {
    // Which of several classes an embedded object is of, only the project knows.
    if (targetMeta?.root.discriminatorColumn !== undefined) return undefined;
    const one = embedded(property, place);
    return json(array ? [one] : one);
  }
  if (!items || items.length === 0 || labels) return undefined;
  // Lists are of texts, whatever their items are in code.
  const stored = type.startsWith('text') ? items.map(String) : items;
  return array ? json([oneOf(stored)]) : oneOf(stored);
}

/** An object as JSON has it. */
function embedded({ embeddedProps }: EntityProperty, { table }: ColumnPlace): JsonTemplate {
  const parts = Object.entries(embeddedProps).map(([key, property]): [string, JsonTemplate] => {
    const [name = key] = property.fieldNames;
    const [type = 'text'] = property.columnTypes;
    const column = { name, type, over: type, nullable: property.nullable === true };
    const place = { table, before: new Map() };
    const own = ownValue(column, property, place);
    return [name, own ? withNulls(column, own) : (usualValue(column, place) ?? constant(null))];
  });
  return Object.fromEntries(parts);
}

/** Whether only some of the classes whose rows are in a table have a column. */
export const isOfSome = (column: string, project: ProjectTable | undefined): boolean =>
  project?.subclasses.some(({ columns }) => !columns.includes(column)) === true;
