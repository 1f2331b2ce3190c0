import type { EntityProperty, Platform } from '@mikro-orm/core';

type Typed = Pick<EntityProperty, 'customType'>;

/** A value of an entity as the database has it. */
export const asStored = (property: Typed | undefined, value: unknown, platform: Platform): unknown =>
  property?.customType && isThere(value)
    ? property.customType.convertToDatabaseValue(value, platform)
    : value;

/** What an entity has where the database has this. */
export const fromStored = (property: Typed | undefined, stored: unknown, platform: Platform): unknown =>
  property?.customType && isThere(stored) ? property.customType.convertToJSValue(stored, platform) : stored;

const isThere = (value: unknown): boolean => value !== null && value !== undefined;
