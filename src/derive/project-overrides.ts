import type { EntityProperty, Platform } from '@mikro-orm/core';
import { translated } from '../database/stored-value.ts';
import type { Draw } from './context.ts';
import type { Names } from './names.ts';
import type { ColumnOverride, ColumnOverrides } from './overrides.ts';
import type { ProjectModel } from './project-model.ts';

/** The entities that are derived, once there are some. */
export interface OwnEntities {
  propertyOf(table: string, property: string): EntityProperty | undefined;
  platform(): Platform;
}

/** Overrides with values as the entities of a project have them, with values as those of the schema do. */
export function ownOverrides(
  overrides: Readonly<Record<string, ColumnOverrides>>,
  { model, names, own }: { model: ProjectModel; names: Names; own: OwnEntities },
): Readonly<Record<string, ColumnOverrides>> {
  const converted = { ...overrides };
  for (const [table, { properties }] of model) {
    const name = names.factoryOf(table);
    const columns = overrides[name];
    if (!columns) continue;
    const typed = [...properties.values()].filter(
      (property) => property.customType && property.name in columns,
    );
    const entries = typed.map((property): [string, Draw] => [
      property.name,
      converting(columns[property.name], (value) => {
        const to = own.propertyOf(table, property.name);
        return translated(value, { from: property, to, platform: own.platform() });
      }),
    ]);
    converted[name] = { ...columns, ...Object.fromEntries(entries) };
  }
  return converted;
}

const converting =
  (override: ColumnOverride | undefined, convert: (value: unknown) => unknown): Draw =>
  (context) =>
    convert(override instanceof Function ? override(context) : override);
