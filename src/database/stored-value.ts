import { type EntityProperty, type Platform, parseJsonSafe } from '@mikro-orm/core';

type Typed = Pick<EntityProperty, 'customType'> & Partial<Pick<EntityProperty, 'columnTypes'>>;

/** A value of an entity as the database gives it: JSON is read already. */
export function asStored(property: Typed | undefined, value: unknown, platform: Platform): unknown {
  if (!property?.customType || !isThere(value)) return value;
  const stored: unknown = property.customType.convertToDatabaseValue(value, platform);
  const isJson = /^jsonb?$/.test(property.columnTypes?.[0] ?? '');
  return isJson && typeof stored === 'string' ? parseJsonSafe(stored) : stored;
}

/** What an entity has where the database has this. */
export const fromStored = (property: Typed | undefined, stored: unknown, platform: Platform): unknown =>
  property?.customType && isThere(stored) ? property.customType.convertToJSValue(stored, platform) : stored;

/**
 * What one entity has, as another entity of the same column has it.
 *
 * @example translated(12.5, { from: project.properties.price, to: own.properties.price, platform }) // '12.50'
 */
export function translated(
  value: unknown,
  { from, to, platform }: { from: Typed | undefined; to: Typed | undefined; platform: Platform },
): unknown {
  const there = fromStored(to, asStored(from, value, platform), platform);
  return typeof there === 'string' ? withDigits(there, to?.columnTypes?.[0] ?? '') : there;
}

/** A decimal has as many digits behind the point as its column, where none that counts is lost. */
function withDigits(value: string, type: string): string {
  const scale = /^numeric\(\d+,\s*(\d+)\)$/.exec(type)?.[1];
  const [, whole, fraction = ''] = /^(-?\d+)(?:\.(\d*?)0*)?$/.exec(value) ?? [];
  if (scale === undefined || whole === undefined || fraction.length > Number(scale)) return value;
  return scale === '0' ? whole : `${whole}.${fraction.padEnd(Number(scale), '0')}`;
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined;
